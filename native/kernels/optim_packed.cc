// Adam whose states are packed in one or two bytes an element: unpacked, stepped and packed again block by block, in
// one pass over memory. The formats are specified in lib/backend/js/packed.ts.
#include <cstring>

#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "gen/optim.h"
#include "simd/narrow.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

constexpr i64 kBlock = 256;      // elements that share a scale, and that are unpacked together
constexpr double kNsEach = 0.6;  // of one element, when deciding on threads
constexpr i64 kWide = kLanes<float>;
constexpr i64 kAhead = 64;  // elements of p and g that are fetched ahead
constexpr std::uint32_t kSign = 0x80000000u;

// The first n lanes of codes, the others 0.
template <class Narrow>
TW_INLINE vu32 load_codes(const std::uint8_t* at, i64 n) {
  Narrow v{};
  std::memcpy(&v, at, std::size_t(n) * (sizeof v / kWide));
  return widen(v);
}
template <class Narrow>
TW_INLINE void store_codes(std::uint8_t* at, vu32 codes, i64 n) {
  Narrow v = narrow<Narrow>(codes);
  std::memcpy(at, &v, std::size_t(n) * (sizeof v / kWide));
}

// each(i, lanes) for the vectors of n elements: the lanes are known at compile time but for the last vector.
template <class Each>
TW_INLINE void in_vectors(i64 n, Each each) {
  i64 i = 0;
  for (; i + kWide <= n; i += kWide) each(i, kWide);
  if (i < n) each(i, n - i);
}

// --- format 1 ---

// x | base in the lanes where code has one of the bits of mask, 0 in the others.
TW_INLINE vu32 join(vu32 code, std::uint32_t mask, vu32 x, std::uint32_t base) {
#if defined(TW_AVX512)
  const __mmask16 kept = _mm512_test_epi32_mask((__m512i)code, (__m512i)(vu32{} + mask));
  return (vu32)_mm512_maskz_or_epi32(kept, (__m512i)x, (__m512i)(vu32{} + base));
#else
  return (x | base) & vu32((code & mask) != 0u);
#endif
}

// max(x - y, 0) for x and y below 2^16.
TW_INLINE vu32 less_small(vu32 x, std::uint32_t y) {
#if defined(TW_AVX512)
  return (vu32)_mm512_subs_epu16((__m512i)x, (__m512i)(vu32{} + y));
#elif defined(TW_AVX2)
  return (vu32)_mm256_subs_epu16((__m256i)x, (__m256i)(vu32{} + y));
#else
  return (x > y ? x : vu32{} + y) - y;
#endif
}

// The code of 1.0 lies at this many steps of an eighth of an octave: 15 octaves down to 0 with a sign, 31 without.
constexpr std::uint32_t base_of(bool is_signed) { return is_signed ? 112u << 3 : 96u << 3; }

// Of a code with its sign extended, so that one shift brings sign and size to their places. The base shares no bit with
// a size: they are joined and not added.
template <bool kSigned>
TW_INLINE vf unpack8(vu32 code, vf scale) {
  constexpr std::uint32_t size = kSigned ? 127u : 255u;
  const vu32 bits = kSigned ? (code << 20) & (kSign | size << 20) : code << 20;
  return vf(join(code, size, bits, base_of(kSigned) << 20)) * scale;
}

template <bool kSigned>
TW_INLINE vu32 pack8(vf x, vf inverse) {
  vu32 bits = vu32(x * inverse);
  vu32 place = ((bits & ~kSign) + 0x80000u) >> 20;  // to the nearest eighth of an octave
  vu32 code = less_small(place, base_of(kSigned));
  return kSigned ? code | ((bits >> 24) & 128u) : code;
}

TW_INLINE vu32 larger(vu32 a, vu32 b) { return a > b ? a : b; }

// The largest of the magnitudes whose bits are given, where a NaN is larger than all numbers.
TW_INLINE float largest(vu32 bits) {
  Wide<float> all = wide(0.0f);
  all.part[0] = vf(bits);
  return tree_of<float>([](vf a, vf b) { return vf(larger(vu32(a), vu32(b))); }, all);
}

// Whether it is the inverse of a scale. It is none in a block that holds what is not a number, or nothing but zeros or
// numbers too small: the codes are 0 there and the scale says it all.
inline bool usable(float inverse) { return inverse > 0 && inverse <= 3.4028234663852886e38f; }

// --- format 0 ---

// `noise` is what the lower half must carry with.
TW_INLINE vu32 pack16(vf x, vu32 noise) {
  vu32 code = (vu32(x) + noise) >> 16;
  vu32 nan = vu32(x != x);
  return (0x7fc0u & nan) | (code & ~nan);
}

constexpr std::uint32_t kGolden = 0x9e3779b1u;

// Of `h` = position kGolden + seed.
TW_INLINE vu32 hash(vu32 h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  return h ^ (h >> 13);
}

// --- a step ---

// In registers: no store can change them.
struct Numbers {
  vf c[rule_adam::kNumbers];
  __attribute__((always_inline)) explicit Numbers(const vf* from) {
    for (int k = 0; k < rule_adam::kNumbers; k++) c[k] = from[k];
  }
};

// Steps `lanes` elements of p and g whose moments are m and v.
template <int F>
TW_INLINE void step_vector(float* p, const float* g, vf& m, vf& v, const Numbers& numbers, i64 lanes) {
  vf t[] = {lanes == kWide ? load(p) : load_n(p, lanes), lanes == kWide ? load(g) : load_n(g, lanes), m, v, {}};
  __builtin_prefetch(p + kAhead);
  __builtin_prefetch(g + kAhead);
  rule_adam::run<F>(t, numbers.c);
  if (lanes == kWide)
    store(p, t[0]);
  else
    store_n(p, t[0], lanes);
  m = t[2], v = t[3];
}

// Elements [from, from + n) of tensor k, n at most a block.
template <int F>
void step_block8(const AdamPackedArgs& a, const vf* numbers, i64 k, i64 from, i64 n) {
  const Numbers c(numbers);
  alignas(64) float m[kBlock], v[kBlock];
  std::uint8_t *mcodes = a.m[k] + from, *vcodes = a.v[k] + from;
  float *scales = a.scales[k] + 2 * (from / kBlock), *p = a.p[k] + from;
  const float* g = a.g[k] + from;
  const vf mscale = splat<vf>(scales[0]), vscale = splat<vf>(scales[1]);
  vu32 mtop{}, vtop{};
  in_vectors(n, [&](i64 i, i64 lanes) TW_LAMBDA {
    vf x = unpack8<true>(load_codes<Signed>(mcodes + i, lanes), mscale);
    vf y = unpack8<false>(load_codes<Bytes>(vcodes + i, lanes), vscale);
    step_vector<F>(p + i, g + i, x, y, c, lanes);
    if (lanes < kWide) {
      x = select(lanes_below<float>(lanes), x, vf{});
      y = select(lanes_below<float>(lanes), y, vf{});
    }
    store(m + i, x);
    store(v + i, y);
    mtop = larger(mtop, vu32(x) & ~kSign);
    vtop = larger(vtop, vu32(y) & ~kSign);
  });
  const float mlargest = largest(mtop), vlargest = largest(vtop);
  const float minverse = 1.875f / mlargest, vinverse = 1.875f / vlargest;
  in_vectors(n, [&](i64 i, i64 lanes) TW_LAMBDA {
    store_codes<Bytes>(mcodes + i, pack8<true>(load(m + i), splat<vf>(minverse)), lanes);
    store_codes<Bytes>(vcodes + i, pack8<false>(load(v + i), splat<vf>(vinverse)), lanes);
  });
  if (!usable(minverse)) std::memset(mcodes, 0, std::size_t(n));
  if (!usable(vinverse)) std::memset(vcodes, 0, std::size_t(n));
  scales[0] = mlargest / 1.875f;
  scales[1] = vlargest / 1.875f;
}

template <int F>
void step_block16(const AdamPackedArgs& a, const vf* numbers, i64 k, i64 from, i64 n) {
  const Numbers c(numbers);
  std::uint8_t *m = a.m[k] + 2 * from, *v = a.v[k] + 2 * from;
  vu32 place;
  for (int l = 0; l < kWide; l++) place[l] = (std::uint32_t(from) + std::uint32_t(l)) * kGolden + std::uint32_t(a.seed);
  in_vectors(n, [&](i64 i, i64 lanes) TW_LAMBDA {
    vf x = vf(load_codes<Shorts>(m + 2 * i, lanes) << 16), y = vf(load_codes<Shorts>(v + 2 * i, lanes) << 16);
    step_vector<F>(a.p[k] + from + i, a.g[k] + from + i, x, y, c, lanes);
    const vu32 h = hash(place);
    place += std::uint32_t(kWide) * kGolden;
    store_codes<Shorts>(m + 2 * i, pack16(x, h & 0xffffu), lanes);
    store_codes<Shorts>(v + 2 * i, pack16(y, h >> 16), lanes);
  });
}

i64 adamPacked(const AdamPackedArgs& a) {
  vf c[10];
  for (int k = 0; k < 10; k++) c[k] = splat<vf>(float(a.numbers[k]));
  const auto step_block =
      a.format == 1 ? (a.flags ? step_block8<1> : step_block8<0>) : (a.flags ? step_block16<1> : step_block16<0>);
  i64 blocks = 0;
  for (i64 k = 0; k < a.count; k++) blocks += ceil_div(a.n[k], kBlock);
  parallel(team_for(blocks, double(blocks * kBlock) * kNsEach), blocks, [&](int, i64 begin, i64 end) {
    i64 start = 0;
    for (i64 k = 0; k < a.count && start < end; k++) {
      const i64 n = a.n[k], own = ceil_div(n, kBlock);
      for (i64 b = begin > start ? begin - start : 0; b < own && start + b < end; b++) {
        const i64 from = b * kBlock;
        step_block(a, c, k, from, min(n - from, kBlock));
      }
      start += own;
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(adamPacked)
