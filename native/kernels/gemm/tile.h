// The register tile every product is made of (BLIS: the micro-kernel): rows x columns of C held in vector registers
// over a run of k. Instances are made once a level in tile.cc; region.h, gemm.cc and the attention kernels call them
// through the table.
//
// Each element of C is one chain of fma over k in ascending order from its start value, whatever the tile's shape:
// rows, columns, packing and the length of a run of k (the next run starts from C) do not show in the bits.
#pragma once
#include "core/kernel.h"
#include "simd/vec.h"

namespace thalweg::TW_LEVEL {

// Up to four vectors of columns with the most rows that leave registers for a row of B and an element of A. Two vectors
// are enough of a chain's latency; more rows only spill or collide in the cache when the rows of A lie 4 KB apart.
constexpr int kMaxVectors = 4;
#if defined(TW_AVX2)
constexpr int kTileRows[kMaxVectors + 1] = {0, 12, 6, 4, 2};
constexpr int kBestVectors = 2;
#elif defined(TW_NEON)
// Compilers load the elements of A for all rows at once here, and those need registers.
constexpr int kTileRows[kMaxVectors + 1] = {0, 12, 8, 6, 5};
constexpr int kBestVectors = 4;
#else
constexpr int kTileRows[kMaxVectors + 1] = {0, 12, 12, 8, 6};
constexpr int kBestVectors = 4;
#endif
constexpr int kMaxRows = 12;

// C[rows, cols] = start + A[rows, k] B[k, cols]. Rows of B and C are contiguous; A has a row and a column stride.
template <class T>
struct TileCall {
  i64 k = 0;
  const T* a = nullptr;
  i64 ars = 0, acs = 0;
  const T* b = nullptr;
  i64 bk = 0;  // from a row of B to the next
  // Null: 0. Else row i starts from the vector at start + i * srs, or, with splat, from that one value.
  const T* start = nullptr;
  i64 srs = 0;
  bool splat = false;
  bool relu = false;
  T* c = nullptr;
  i64 ldc = 0;
  i64 last = 0;  // lanes used in the last vector of columns
};

template <class T>
using TileFn = void (*)(const TileCall<T>&);

// [rows of A contiguous along k: 0, across rows (ars == 1): 1][last vector partial][vectors][rows]
template <class T>
struct TileTable {
  TileFn<T> at[2][2][kMaxVectors + 1][kMaxRows + 1];
};

extern const TileTable<float> kTiles32;
extern const TileTable<double> kTiles64;
#if defined(TW_AVX512)
// Over words of two bfloat16 numbers (bfloat16.h), with the instruction that multiplies them: k counts words.
extern const TileTable<float> kPairTiles;
#endif

}  // namespace thalweg::TW_LEVEL

namespace thalweg {
namespace {

using namespace TW_LEVEL;

template <class T>
struct TilesOf;
template <>
struct TilesOf<float> {
  static const TileTable<float>& table() { return kTiles32; }
};
template <>
struct TilesOf<double> {
  static const TileTable<double>& table() { return kTiles64; }
};

// The tile of `rows` rows and `vectors` vectors, the last of them with `last` lanes.
template <class T>
TW_INLINE TileFn<T> tile_of(i64 rows, i64 vectors, i64 last, i64 ars) {
  return TilesOf<T>::table().at[ars == 1][last != kLanes<T>][vectors][rows];
}

}  // namespace
}  // namespace thalweg
