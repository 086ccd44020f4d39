// Whole numbers: what sizes are cut and rounded with. Used by kernels and simd.
#pragma once
#include "core/kernel.h"

namespace thalweg {
namespace {

// For y > 0 and x >= 0.
constexpr i64 ceil_div(i64 x, i64 y) { return (x + y - 1) / y; }
constexpr i64 round_up(i64 x, i64 unit) { return ceil_div(x, unit) * unit; }
constexpr i64 min(i64 x, i64 y) { return x < y ? x : y; }
constexpr i64 max(i64 x, i64 y) { return x > y ? x : y; }

}  // namespace
}  // namespace thalweg
