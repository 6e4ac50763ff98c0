import type { EraseResponse, FormerStudentsResponse, PersonalDataResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { findFormerStudents } from '../../db/personal-data';
import { eraseStudent, type Erasure } from './erase';
import { readPersonalData } from './personal-data';

export interface PrivacyService {
	/** What is kept of a student, page by page from 1; empty for somebody unknown. */
	read(studentId: number, page: number): Promise<PersonalDataResponse>;
	/** Takes out what tells who a student is. Raises `enrollment_is_live`. Safe to repeat. */
	erase(erasure: Erasure): Promise<EraseResponse>;
	/** Students without an account who bought with this address. */
	findFormer(email: string): Promise<FormerStudentsResponse>;
}

/** What the law lets people ask for. */
export const createPrivacyService = ({ db, clock }: { db: Connection; clock: Clock }): PrivacyService => ({
	read: (studentId, page) => readPersonalData(db, studentId, page),
	erase: (erasure) => eraseStudent(db, erasure, () => clock.now()),
	findFormer: async (email) => ({ studentIds: await findFormerStudents(db, email) }),
});
