// bfloat16, the upper half of a float32: two bytes an element, for what is kept and not computed with. Rounded to the
// nearest, of two equally near to the even one; every NaN becomes 0x7fc0. Specified in lib/backend/js/bfloat16.ts.
#include <cstring>

#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

constexpr i64 kPiece = 16384;     // a unit of work
constexpr double kNsEach = 0.15;  // of one element, when deciding on threads
constexpr int kWide = kLanes<float>;

typedef std::uint32_t vu32 __attribute__((vector_size(TW_BYTES)));
typedef std::uint16_t Shorts __attribute__((vector_size(2 * kWide)));

TW_INLINE Shorts narrow(Vec<float> x) {
  vu32 bits = vu32(x);
  vu32 nan = vu32(x != x);
  vu32 code = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  return __builtin_convertvector((0x7fc0u & nan) | (code & ~nan), Shorts);
}

TW_INLINE Vec<float> widen(Shorts x) { return Vec<float>(__builtin_convertvector(x, vu32) << 16); }

// Pieces of n elements; `each(i, n)` takes at most as many as there are lanes.
template <class Each>
void in_pieces(i64 n, Each each) {
  i64 units = ceil_div(n, kPiece);
  parallel(team_for(units, n * kNsEach), units, [&](int, i64 begin, i64 end) {
    i64 stop = min(end * kPiece, n), i = begin * kPiece;
    for (; i + kWide <= stop; i += kWide) each(i, i64(kWide));
    if (i < stop) each(i, stop - i);
  });
}

i64 toBfloat16(const ToBfloat16Args& a) {
  in_pieces(a.n, [&](i64 i, i64 n) {
    Shorts y = narrow(n == kWide ? load(a.x + i) : load_n(a.x + i, n));
    std::memcpy(a.y + 2 * i, &y, std::size_t(2 * n));
  });
  return kOk;
}

i64 fromBfloat16(const FromBfloat16Args& a) {
  in_pieces(a.n, [&](i64 i, i64 n) {
    Shorts x{};
    std::memcpy(&x, a.x + 2 * i, std::size_t(2 * n));
    if (n == kWide)
      store(a.y + i, widen(x));
    else
      store_n(a.y + i, widen(x), n);
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(toBfloat16)
TW_KERNEL(fromBfloat16)
