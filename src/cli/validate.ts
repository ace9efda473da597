/** `countersign validate`: checks the configuration and prints everything at once. No network, no store. */

import { type ConfigProblem, type ConfigWarning, InvalidConfigError } from '../config/config-problem.ts';
import { loadConfig } from '../config/load-config.ts';
import { type Language, textsFor } from '../texts/texts.ts';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { configProblemsText, configWarningsText, problemFault, warningFault } from './print-config.ts';
import { flagsOf, languageOf, type SharedOptions } from './session.ts';
import { shaped } from './to-json.ts';

type Judgement = {
  readonly file: string;
  readonly warnings: readonly ConfigWarning[];
  readonly problems: readonly ConfigProblem[];
  readonly error?: InvalidConfigError;
  /** The one that is configured; null when that could not be read. */
  readonly language: Language | null;
};

export const addValidate: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'validate', 'check the configuration; needs no network').action((options: SharedOptions) => {
    const { file, problems, warnings, error, language } = judge(() =>
      loadConfig({ file: options.config, flags: flagsOf(options), env: terminal.env }),
    );
    const texts = textsFor(language ?? languageOf(options, terminal));
    if (options.json === true) {
      const answer = {
        file,
        valid: error === undefined,
        problems: problems.map((problem) => problemFault(problem, texts)),
        warnings: warnings.map((warning) => warningFault(warning, texts)),
      };
      terminal.out(`${JSON.stringify(shaped('validate', answer), null, 2)}\n`);
    } else if (error !== undefined) {
      terminal.out(configProblemsText(error, texts));
    } else {
      terminal.out(
        `${texts.configuration.valid(file)}\n${warnings.length === 0 ? '' : `\n${configWarningsText(warnings, texts)}`}`,
      );
    }
    ended(error === undefined ? exitCodes.done : exitCodes.configuration);
  });
};

function judge(load: () => ReturnType<typeof loadConfig>): Judgement {
  try {
    const { config, warnings } = load();
    return { file: config.file, problems: [], warnings, language: config.language };
  } catch (error) {
    if (!(error instanceof InvalidConfigError)) throw error;
    return { file: error.file, problems: error.problems, warnings: error.warnings, error, language: error.language };
  }
}
