// A pool of threads whose work is claimed, not assigned: any running thread takes the next piece, so a region waits
// at most for pieces that a thread has begun. Called by parallel.cc. docs/adr/0016-claimed-work.md has the
// reasons.
#pragma once
#include "core/parallel.h"

namespace thalweg {

// Runs body(context, thread, begin, end) until [0, units) is covered, on the calling thread and on up to team - 1
// others. A thread calls body several times, always with its own number, 0 <= thread < team. Returns when all units are
// done. With `insist` also where teams of this thread lost time lately.
void run_pool(int team, i64 units, RangeBody body, void* context, bool insist = false);

}  // namespace thalweg
