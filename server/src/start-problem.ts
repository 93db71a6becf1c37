/** The server or a command cannot start. The message is shown to the operator as it is. */
export class StartProblem extends Error {}
