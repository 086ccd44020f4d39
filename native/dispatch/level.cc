// The table of one level. Compiled once a level.
#include "gen/kernels.h"

namespace thalweg::TW_LEVEL {

#define TW_DECLARE(entry) i64 entry(const double* block);
TW_FOR_EACH_KERNEL(TW_DECLARE)

#define TW_ROW(entry) entry,
extern const Kernel kTable[TW_KERNEL_COUNT];
const Kernel kTable[TW_KERNEL_COUNT] = {TW_FOR_EACH_KERNEL(TW_ROW)};

}  // namespace thalweg::TW_LEVEL
