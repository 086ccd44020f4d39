// Adam whose states are packed in one or two bytes an element: unpacked, stepped and packed again block by block, in
// one pass over memory. The formats are specified in lib/backend/js/packed.ts.
#include <cstring>

#include "core/parallel.h"
#include "gen/kernels.h"
#include "kernels/rule_loop.h"

namespace thalweg {
namespace {

constexpr i64 kBlock = 256;       // elements that share a scale, and that are unpacked together
constexpr double kNsEach = 0.35;  // of one element, when deciding on threads
constexpr int kWide = kLanes<float>;

typedef std::uint32_t vu32 __attribute__((vector_size(TW_BYTES)));
typedef std::uint8_t Bytes __attribute__((vector_size(kWide)));
typedef std::uint16_t Shorts __attribute__((vector_size(2 * kWide)));

template <class Narrow>
TW_INLINE vu32 load_codes(const std::uint8_t* at) {
  Narrow v;
  std::memcpy(&v, at, sizeof v);
  return __builtin_convertvector(v, vu32);
}
template <class Narrow>
TW_INLINE void store_codes(std::uint8_t* at, vu32 codes) {
  Narrow v = __builtin_convertvector(codes, Narrow);
  std::memcpy(at, &v, sizeof v);
}

// The code of 1.0 lies at this many steps of an eighth of an octave: 15 octaves down to 0 with a sign, 31 without.
constexpr std::uint32_t base_of(bool is_signed) { return is_signed ? 112u << 3 : 96u << 3; }

template <bool kSigned>
void unpack8(const std::uint8_t* codes, float scale, float* out) {
  for (i64 i = 0; i < kBlock; i += kWide) {
    vu32 code = load_codes<Bytes>(codes + i);
    vu32 size = kSigned ? code & 127u : code;
    vu32 bits = (size + base_of(kSigned)) << 20;
    if (kSigned) bits |= (code & 128u) << 24;
    bits &= vu32(size != 0u);
    store(out + i, vf(bits) * splat<vf>(scale));
  }
}

// The scale that puts the largest element at the largest code; NaN when one of them is.
float scale_of(const float* x) {
  vf largest = splat<vf>(0.0f);
  for (i64 i = 0; i < kBlock; i += kWide) {
    vf a = abs(load(x + i));
    largest = select((a > largest) | (a != a), a, largest);
  }
  float whole = 0;
  for (int k = 0; k < kWide; k++)
    if (largest[k] > whole || largest[k] != largest[k]) whole = largest[k];
  return whole / 1.875f;
}

template <bool kSigned>
float pack8(const float* x, std::uint8_t* codes) {
  const float scale = scale_of(x);
  const vu32 most = vu32{} + (kSigned ? 127u : 255u);
  for (i64 i = 0; i < kBlock; i += kWide) {
    vf y = load(x + i) / splat<vf>(scale);
    y = select(y != y, splat<vf>(0.0f), y);
    vu32 bits = vu32(y);
    vu32 place = ((bits & 0x7fffffffu) + 0x80000u) >> 20;  // to the nearest eighth of an octave
    vu32 code = (place - base_of(kSigned)) & vu32(place > base_of(kSigned));
    vu32 over = vu32(code > most);
    code = (most & over) | (code & ~over);
    if (kSigned) code |= (bits >> 24) & 128u;
    store_codes<Bytes>(codes + i, code);
  }
  return scale;
}

void unpack16(const std::uint8_t* codes, float* out) {
  for (i64 i = 0; i < kBlock; i += kWide) store(out + i, vf(load_codes<Shorts>(codes + 2 * i) << 16));
}

// `first` is the position of the block in its tensor.
void pack16(const float* x, std::uint32_t seed, std::uint32_t first, std::uint8_t* codes) {
  vu32 position;
  for (int k = 0; k < kWide; k++) position[k] = first + std::uint32_t(k);
  for (i64 i = 0; i < kBlock; i += kWide) {
    vf y = load(x + i);
    vu32 h = (position + std::uint32_t(i)) * 0x9e3779b1u + seed;
    h = (h ^ (h >> 16)) * 0x85ebca6bu;
    h ^= h >> 13;
    vu32 code = (vu32(y) + (h & 0xffffu)) >> 16;
    vu32 nan = vu32(y != y);
    store_codes<Shorts>(codes + 2 * i, (0x7fc0u & nan) | (code & ~nan));
  }
}

// Elements [from, from + n) of tensor k, n at most a block.
void step_block(const AdamPackedArgs& a, const float* c, i64 k, i64 from, i64 n) {
  alignas(64) float m[kBlock], v[kBlock];
  alignas(64) std::uint8_t codes[2][2 * kBlock];
  const i64 width = 2 - a.format;
  std::uint8_t* packed[2] = {a.m[k] + from * width, a.v[k] + from * width};
  for (int s = 0; s < 2; s++) {
    std::memset(codes[s], 0, sizeof codes[s]);
    std::memcpy(codes[s], packed[s], n * width);
  }
  float* scales = a.format == 1 ? a.scales[k] + 2 * (from / kBlock) : nullptr;
  if (scales) {
    unpack8<true>(codes[0], scales[0], m);
    unpack8<false>(codes[1], scales[1], v);
  } else {
    unpack16(codes[0], m);
    unpack16(codes[1], v);
  }
  float* t[] = {a.p[k] + from, const_cast<float*>(a.g[k]) + from, m, v, nullptr};
  if (a.flags == 0)
    rule_loop<rule_adam, 0, float>(t, n, c);
  else
    rule_loop<rule_adam, 1, float>(t, n, c);
  for (i64 i = n; i < kBlock; i++) m[i] = v[i] = 0;
  if (scales) {
    scales[0] = pack8<true>(m, codes[0]);
    scales[1] = pack8<false>(v, codes[1]);
  } else {
    pack16(m, std::uint32_t(a.seed), std::uint32_t(from), codes[0]);
    pack16(v, std::uint32_t(a.seed) ^ 0x5bd1e995u, std::uint32_t(from), codes[1]);
  }
  for (int s = 0; s < 2; s++) std::memcpy(packed[s], codes[s], n * width);
}

i64 adamPacked(const AdamPackedArgs& a) {
  const float c[12] = {float(a.c0), float(a.c1), float(a.c2), float(a.c3), float(a.c4),
                       float(a.c5), float(a.c6), float(a.c7), float(a.c8), float(a.c9)};
  i64 blocks = 0;
  for (i64 k = 0; k < a.count; k++) blocks += (a.n[k] + kBlock - 1) / kBlock;
  parallel(team_for(blocks, double(blocks * kBlock) * kNsEach), blocks, [&](int, i64 begin, i64 end) {
    i64 start = 0;
    for (i64 k = 0; k < a.count && start < end; k++) {
      const i64 n = a.n[k], own = (n + kBlock - 1) / kBlock;
      for (i64 b = begin > start ? begin - start : 0; b < own && start + b < end; b++) {
        const i64 from = b * kBlock;
        step_block(a, c, k, from, n - from < kBlock ? n - from : kBlock);
      }
      start += own;
    }
  });
  return kOk;
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(adamPacked)
