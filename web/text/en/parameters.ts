/** Words of parameters that differ from those in the table of parameters; in English none do. */
import type { ParameterWords } from '../parameters.ts'

export const parameters: ParameterWords = {}
