import { useMemo } from '@wordpress/element';
import type { GroupClass, GroupClassesResponse } from '@cohort-enrollment/sidecar/contract';
import { read } from '../shared/request';
import { clockRange, weekday } from '../shared/times';
import { useResource, type Resource } from '../shared/use-resource';

const PER_PAGE = 100;

const readAll = async (): Promise<GroupClass[]> => {
	const classes: GroupClass[] = [];
	for (let page = 1; ; page += 1) {
		const { items, total } = await read<GroupClassesResponse>('/group-classes', {
			page,
			perPage: PER_PAGE,
		});
		classes.push(...items);
		if (items.length === 0 || classes.length >= total) {
			return classes;
		}
	}
};

/** Weekly classes by the words that name them, each in words of its own. */
export interface ClassNames {
	/** Undefined for a class that is not there. */
	nameOf(id: number): string | undefined;
	idOf(name: string): number | undefined;
	/** Names of those that can be chosen. */
	active: string[];
}

const describe = ({ name, dayOfWeek, startTime, endTime }: GroupClass): string =>
	`${name} · ${weekday(dayOfWeek, 'short')} ${clockRange(startTime, endTime)}`;

/** Names classes so that no two are called the same. */
export const nameClasses = (classes: readonly GroupClass[]): ClassNames => {
	const words = classes.map(describe);
	const names = classes.map((one, index) => {
		const own = words[index] ?? one.name;
		return words.filter((other) => other === own).length > 1
			? `${own} · ${one.timezone} #${one.id}`
			: own;
	});
	const byId = new Map(classes.map(({ id }, index) => [id, names[index]]));
	const byName = new Map(classes.map(({ id }, index) => [names[index], id]));
	return {
		nameOf: (id) => byId.get(id),
		idOf: (name) => byName.get(name),
		active: names.filter((_, index) => classes[index]?.isActive),
	};
};

/** All weekly classes, to choose from. `names` is undefined until they were read. */
export const useClasses = (): Resource<GroupClass[]> & { names: ClassNames | undefined } => {
	const resource = useResource('classes', readAll);
	const names = useMemo(() => resource.data && nameClasses(resource.data), [resource.data]);
	return { ...resource, names };
};
