// The one driver for shapes, strides and broadcasting: cuts an elementwise call into strips for a contiguous loop.
// Operands are coalesced first; one whose innermost stride is 0 is a constant of the strip, one with any other stride
// but 1 is gathered into a block on the stack. Used by kernels/elementwise.cc.
#pragma once
#include "core/int.h"
#include "core/parallel.h"
#include "simd/loops.h"

namespace thalweg {
namespace {

constexpr i64 kBlock = 512;       // elements that are gathered at a time
constexpr i64 kChunk = 4096;      // elements that a thread takes at least
constexpr i64 kShortRow = 128;    // below this, blocks continue over the ends of rows
constexpr double kNsEach = 0.25;  // of one element, when deciding on threads

struct Strided {
  Loop loop;
  int inputs;  // the output is operand number `inputs`
  int nd = 0;
  i64 count = 1;
  double p[2] = {0, 0};
  i64 shape[kMaxDims];
  char* at[kMaxInputs + 1];
  int width[kMaxInputs + 1];  // bytes of an element
  i64 stride[kMaxInputs + 1][kMaxDims];

  Strided(Loop f, int count_of_inputs) : loop(f), inputs(count_of_inputs) {}
  void operand(int k, const void* p, int bytes) {
    at[k] = const_cast<char*>(static_cast<const char*>(p));
    width[k] = bytes;
  }
};

// Takes in shape and strides, without dimensions of size 1 and with neighbors merged where every operand allows it.
static inline void coalesce(Strided& s, i64 nd, Sizes shape, Sizes strides) {
  for (i64 d = 0; d < nd; d++) {
    s.count *= shape[d];
    if (shape[d] == 1) continue;
    bool merge = s.nd > 0;
    for (int k = 0; merge && k <= s.inputs; k++) merge = s.stride[k][s.nd - 1] == strides[k * nd + d] * shape[d];
    if (!merge) s.shape[s.nd++] = 1;
    s.shape[s.nd - 1] *= shape[d];
    for (int k = 0; k <= s.inputs; k++) s.stride[k][s.nd - 1] = strides[k * nd + d];
  }
  if (s.nd == 0) {
    s.nd = 1;
    s.shape[0] = 1;
    for (int k = 0; k <= s.inputs; k++) s.stride[k][0] = 1;
  }
}

// A position in the shape.
struct Odometer {
  i64 index[kMaxDims];

  Odometer(const Strided& s, i64 position) {
    for (int d = s.nd - 1; d >= 0; d--) {
      index[d] = position % s.shape[d];
      position /= s.shape[d];
    }
  }
  i64 offset(const Strided& s, int k) const {
    i64 sum = 0;
    for (int d = 0; d < s.nd; d++) sum += index[d] * s.stride[k][d];
    return sum * s.width[k];
  }
  // On by n, which does not go beyond the end of the row.
  void advance(const Strided& s, i64 n) {
    int d = s.nd - 1;
    index[d] += n;
    while (d > 0 && index[d] == s.shape[d]) {
      index[d] = 0;
      index[--d]++;
    }
  }
};

template <class U>
void repeat(void* block, const void* from, i64 n) {
  U value = *static_cast<const U*>(from);
  for (i64 i = 0; i < n; i++) static_cast<U*>(block)[i] = value;
}

// Gathers the n elements of operand k from `o` on into a block, or (Out) scatters a block to them.
template <class U, bool Out>
void gather_block(const Strided& s, int k, Odometer o, void* block, i64 n) {
  U* b = static_cast<U*>(block);
  const i64 last = s.nd - 1;
  const i64 step = s.stride[k][last];
  while (n > 0) {
    i64 m = min(s.shape[last] - o.index[last], n);
    U* p = reinterpret_cast<U*>(s.at[k] + o.offset(s, k));
    if (!Out && step == 0) {
      repeat<U>(b, p, m);
    } else {
      for (i64 i = 0; i < m; i++) {
        if constexpr (Out)
          p[i * step] = b[i];
        else
          b[i] = p[i * step];
      }
    }
    b += m;
    n -= m;
    o.advance(s, m);
  }
}

// How a loop reads or writes an operand. A periodic one is the same row for all rows: gathered once, then reused.
enum class Access { direct, constant, staged, periodic };

struct StridedPlan {
  Access access[kMaxInputs + 1];
  i64 phase = -1, staged = 0;  // where in the row the periodic blocks begin, and their length
  alignas(64) char block[kMaxInputs + 1][kBlock * 8];
};

template <bool Out>
void gather_any(const Strided& s, int k, const Odometer& o, void* block, i64 n) {
  if (s.width[k] == 8)
    gather_block<std::uint64_t, Out>(s, k, o, block, n);
  else if (s.width[k] == 4)
    gather_block<std::uint32_t, Out>(s, k, o, block, n);
  else
    gather_block<std::uint8_t, Out>(s, k, o, block, n);
}

// The strip of n elements from `o` on.
static inline void do_run(const Strided& s, StridedPlan& plan, const Odometer& o, i64 n) {
  const i64 phase = o.index[s.nd - 1];
  const bool again = phase == plan.phase && n <= plan.staged;
  Run run;
  run.n = n;
  run.p[0] = s.p[0];
  run.p[1] = s.p[1];
  for (int k = 0; k <= s.inputs; k++) {
    const Access access = plan.access[k];
    void* from = s.at[k] + o.offset(s, k);
    void* block = plan.block[k];
    if (access == Access::constant) {
      if (s.width[k] == 8)
        repeat<std::uint64_t>(block, from, 8);
      else if (s.width[k] == 4)
        repeat<std::uint32_t>(block, from, 16);
      else
        repeat<std::uint8_t>(block, from, 64);
    } else if (k < s.inputs && (access == Access::staged || (access == Access::periodic && !again))) {
      gather_any<false>(s, k, o, block, n);
    }
    if (access != Access::direct) from = block;
    if (k == s.inputs) {
      run.y = from;
    } else {
      run.x[k] = from;
      run.constant[k] = access == Access::constant;
    }
  }
  if (!again) {
    plan.phase = phase;
    plan.staged = n;
  }
  s.loop(run);
  if (plan.access[s.inputs] == Access::staged) gather_any<true>(s, s.inputs, o, plan.block[s.inputs], n);
}

// Within a row only the last stride counts; strips over several rows need all of them.
static inline Access access_of(const Strided& s, int k, bool rows) {
  const int last = s.nd - 1;
  const i64* stride = s.stride[k];
  bool dense = stride[last] == 1, zero = stride[last] == 0, periodic = !rows;
  for (int d = last - 1; !rows && d >= 0; d--) {
    dense = dense && stride[d] == stride[d + 1] * s.shape[d + 1];
    zero = zero && stride[d] == 0;
    periodic = periodic && stride[d] == 0;
  }
  if (dense) return Access::direct;
  if (k == s.inputs) return Access::staged;
  return zero ? Access::constant : periodic ? Access::periodic : Access::staged;
}

// Positions [begin, end) in row-major order.
static inline void run_range(const Strided& s, i64 begin, i64 end) {
  const i64 row = s.shape[s.nd - 1];
  const bool rows = s.nd == 1 || row >= kShortRow;
  StridedPlan plan;
  bool staged = false;
  for (int k = 0; k <= s.inputs; k++) {
    plan.access[k] = access_of(s, k, rows);
    staged = staged || plan.access[k] >= Access::staged;
  }
  Odometer o(s, begin);
  while (begin < end) {
    i64 n = end - begin;
    if (rows && row - o.index[s.nd - 1] < n) n = row - o.index[s.nd - 1];
    // Short rows go whole, so that every strip begins at the same place of a row.
    i64 most = rows ? kBlock : kBlock / row * row;
    if (staged && n > most) n = most;
    do_run(s, plan, o, n);
    begin += n;
    if (rows)
      o.advance(s, n);
    else
      o = Odometer(s, begin);
  }
}

static inline void run(const Strided& s) {
  i64 chunks = ceil_div(s.count, kChunk);
  parallel(team_for(chunks, double(s.count) * kNsEach), chunks,
           [&s](int, i64 begin, i64 end) { run_range(s, begin * kChunk, min(end * kChunk, s.count)); });
}

}  // namespace
}  // namespace thalweg
