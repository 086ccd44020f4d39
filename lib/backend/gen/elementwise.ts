export const arityOf = (_op: number): number => -1
