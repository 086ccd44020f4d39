// The live page: called by the command line and by LivePage.
export { Board, type Entry, type WatchedRun } from './board.ts'
export { Follower } from './follow.ts'
export { PAGE_RULES, type PageOptions, PageServer } from './server.ts'
