// The table of kernels of each level this build holds.
#pragma once
#include "core/kernel.h"

namespace thalweg {

struct Level {
  const char* name;
  const Kernel* table;  // in the order of gen/kernels.h
};

// The level of that name, or for null the best one the processor runs. Null when there is none.
const Level* find_level(const char* name);

}  // namespace thalweg
