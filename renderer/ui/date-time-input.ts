/** The value of a date-time input whose parts are not all filled in: told from an empty one, which means none. */
export const incompleteTime = 'incomplete';
