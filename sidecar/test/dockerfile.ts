import ignore from '@balena/dockerignore';
import { Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';
import { source, type Environment } from './compose-file';

export interface CopyStep {
	/** Stage or image that it copies from; null = the repository. */
	from: string | null;
	sources: string[];
	target: string;
}

export interface Stage {
	name: string;
	/** Image or former stage. */
	base: string;
	copies: CopyStep[];
	environment: Environment;
	user: string | null;
	workingDirectory: string;
	/** Arguments of CMD and ENTRYPOINT in their order, as written. */
	command: string;
	healthCheck: string;
	/** Commands of RUN. */
	runs: string[];
}

const textOf = (instructions: Instruction[], keyword: string): string[] =>
	instructions
		.filter((instruction) => instruction.getKeyword() === keyword)
		.map((instruction) => instruction.getArgumentsContent() ?? '');

const copyOf = (instruction: Copy): CopyStep => {
	const paths = instruction.getArguments().map((argument) => argument.getValue());
	return {
		from: instruction.getFromFlag()?.getValue() ?? null,
		sources: paths.slice(0, -1),
		target: paths.at(-1) ?? '',
	};
};

const environmentOf = (instructions: Instruction[]): Environment =>
	Object.fromEntries(
		textOf(instructions, 'ENV')
			.flatMap((line) => line.split(/\s+/))
			.map((pair) => pair.split('=') as [string, string]),
	);

const toStage = (instructions: Instruction[]): Stage => {
	const [base = '', , name = ''] = (textOf(instructions, 'FROM')[0] ?? '').split(/\s+/);
	return {
		name,
		base,
		copies: instructions.filter((instruction) => instruction instanceof Copy).map(copyOf),
		environment: environmentOf(instructions),
		user: textOf(instructions, 'USER').at(-1) ?? null,
		workingDirectory: textOf(instructions, 'WORKDIR').at(-1) ?? '/',
		command: [...textOf(instructions, 'ENTRYPOINT'), ...textOf(instructions, 'CMD')].join(' '),
		healthCheck: textOf(instructions, 'HEALTHCHECK').at(-1) ?? '',
		runs: textOf(instructions, 'RUN'),
	};
};

/** The stages of sidecar/Dockerfile in their order. */
export const stages = (): Stage[] => {
	const text = source('sidecar/Dockerfile');
	const found: Instruction[][] = [];
	for (const instruction of DockerfileParser.parse(text).getInstructions()) {
		if (instruction.getKeyword() === 'FROM') {
			found.push([]);
		}
		found.at(-1)?.push(instruction);
	}
	return found.map(toStage);
};

/** One of the stages; raises an error when there is none of that name. */
export const stageOf = (name: string): Stage => {
	const found = stages().find((stage) => stage.name === name);
	if (!found) {
		throw new Error(`sidecar/Dockerfile has no stage ${name}.`);
	}
	return found;
};

/** True when .dockerignore keeps the path (from the checkout's folder) from the builder. */
export const isIgnored = (path: string): boolean => ignore().add(source('.dockerignore')).ignores(path);
