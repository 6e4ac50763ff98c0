import { locale } from './times';

/** A whole number as the locale writes it. */
export const numberText = (value: number): string => new Intl.NumberFormat(locale()).format(value);
