// Recurrent layers: one direction of one layer over the whole sequence. The products with the inputs are one large
// product before; here are the steps, whose weights are packed once. The rows of a batch do not meet, so a unit of work
// is some rows over all steps, and threads never wait for each other between steps.
//
// The chain of a gate: the inputs' part, then fused multiply-adds over the hidden units in order (gemm/tile.h). The
// kernels whose names end with Bfloat16 round the operands of these products and sum in pairs (simd/bfloat16.h).
#include "core/parallel.h"
#include "core/scratch.h"
#include "gen/kernels.h"
#include "kernels/gemm/packed.h"
#include "simd/lanes.h"
#include "simd/reduce.h"

namespace thalweg {
namespace {

enum Kind { kRnnTanh, kRnnRelu, kLstm, kGru };

// A matrix B packed into panels for all of its depth, block of k after block of k.
template <class T>
struct PackedWeights {
  Blocking q;
  i64 k, n, padded;
  T* panels = nullptr;

  PackedWeights(i64 depth, i64 cols, const Rounding<T>& rounding) : k(depth), n(cols) {
    constexpr i64 size = sizeof(T);
    q.nv = panel_vectors<T>(n);
    q.height = kTileRows[q.nv];
    const i64 words = rounding.words(k), blocks = ceil_div(words * size, kDepth);
    q.kc = blocks > 1 ? round_up(ceil_div(k, blocks), rounding.on ? 2 : 1) : k;
    q.panels_outer = words * n * size > kLarge;
    padded = ceil_div(n, nr()) * nr();
  }
  i64 nr() const { return q.nv * kLanes<T>; }
  i64 size(const Rounding<T>& rounding) const { return rounding.words(k) * padded; }

  // Element (p, j) of B lies at b[p * brs + j * bcs].
  void fill(const T* b, i64 brs, i64 bcs, T* to, const Rounding<T>& rounding) {
    panels = to;
    for (i64 p = 0; p < k; p += q.kc)
      pack_panels(b + p * brs, brs, bcs, min(q.kc, k - p), n, to + rounding.words(p) * padded, nr(), rounding);
  }

  // C = start + A B of m rows; A is contiguous along k, start and C are along n.
  void multiply_rows(i64 m, const T* a, i64 ars, const T* start, i64 srs, T* c, i64 ldc,
                     const Rounding<T>& rounding) const {
    for (i64 p = 0; p < k; p += q.kc) {
      const i64 depth = min(q.kc, k - p);
      Product<T> part;
      part.m = m, part.n = n, part.k = depth;
      part.a = a + p, part.ars = ars, part.acs = 1;
      part.start = p > 0 ? c : start, part.srs = p > 0 ? ldc : srs, part.scs = 1;
      part.c = c, part.ldc = ldc;
      multiply_packed(part, q, Panels<T>{panels + rounding.words(p) * padded, nr(), rounding.words(depth) * nr()},
                      rounding);
    }
  }
};

// The gradient of what a sigmoid or a tanh gives, by its result: the rows of rules/elementwise.def.
template <class V>
TW_INLINE V through_sigmoid(V g, V y) {
  const V x[] = {g, y};
  return op_sigmoidGradX::run(x, x);
}
template <class V>
TW_INLINE V through_tanh(V g, V y) {
  const V x[] = {g, y};
  return op_tanhGradX::run(x, x);
}

// Where the rows of a unit lie at a step.
template <class Args>
struct Steps {
  const Args& a;
  i64 first;
  i64 at(i64 t) const { return a.reverse ? a.time - 1 - t : t; }
  i64 slab(i64 t, i64 values) const { return (t * a.batch + first) * values * a.hidden; }
  i64 before(i64 t) const { return slab(at(t) + (a.reverse ? 1 : 0), 1); }
  i64 after(i64 t) const { return slab(at(t) + (a.reverse ? 0 : 1), 1); }
};

// Rows of a unit: two units a thread, so that one that is late can be helped. It does not show in the bits.
i64 rows_of_unit(i64 batch) { return ceil_div(batch, min(batch, threads() > 1 ? 2 * threads() : 1)); }

template <class T>
double work_of(i64 time, i64 batch, i64 width, i64 hidden, const Rounding<T>& rounding) {
  const double rate = sizeof(T) == 8 ? 11 : rounding.words(2) == 1 ? 90 : 45;
  return double(time) * double(batch) * double(width * hidden) * (double(hidden) / rate + 1);
}

// Memory of a thread for rounding rows of a unit, or some columns of the weights.
template <class T>
i64 room_of(i64 rows, const PackedWeights<T>& w, const Rounding<T>& rounding) {
  return rounding.size(rows > kLanes<T> ? rows : kLanes<T>, w.q.kc);
}

template <class T>
void lstm_row(i64 h, T* gates, const T* before, T* cell, T* state) {
  for_lanes<T>(h, [&](auto get, auto put) TW_LAMBDA {
    const auto i = sigmoid(get(gates)), f = sigmoid(get(gates + h)), g = tanh(get(gates + 2 * h)),
               o = sigmoid(get(gates + 3 * h));
    const auto c = f * get(before) + i * g;
    put(gates, i), put(gates + h, f), put(gates + 2 * h, g), put(gates + 3 * h, o);
    put(cell, c);
    put(state, o * tanh(c));
  });
}

template <class T>
void gru_row(i64 h, const T* gates, const T* own, const T* before, T* saved, T* state) {
  for_lanes<T>(h, [&](auto get, auto put) TW_LAMBDA {
    const auto r = sigmoid(get(gates) + get(own)), z = sigmoid(get(gates + h) + get(own + h)), m = get(own + 2 * h);
    const auto n = tanh(get(gates + 2 * h) + r * m);
    put(saved, r), put(saved + h, z), put(saved + 2 * h, n), put(saved + 3 * h, m);
    put(state, n + z * (get(before) - n));
  });
}

template <class T>
void forward_rows(const RecurrentArgs<T>& a, const PackedWeights<T>& w, const Rounding<T>& rounding, i64 first,
                  i64 rows, T* own) {
  const Steps<RecurrentArgs<T>> steps{a, first};
  const i64 h = a.hidden, wide = a.width * h;
  for (i64 t = 0; t < a.time; t++) {
    const T *before = a.states + steps.before(t), *gates = a.gates + steps.slab(steps.at(t), a.width);
    T* const state = a.states + steps.after(t);
    T* const saved = a.kept ? a.saved + steps.slab(steps.at(t), a.kept) : nullptr;
    if (a.kind == kLstm) {
      w.multiply_rows(rows, before, h, gates, wide, saved, wide, rounding);
      for (i64 r = 0; r < rows; r++)
        lstm_row(h, saved + r * wide, a.cells + steps.before(t) + r * h, a.cells + steps.after(t) + r * h,
                 state + r * h);
    } else if (a.kind == kGru) {
      w.multiply_rows(rows, before, h, a.bias, 0, own, wide, rounding);
      for (i64 r = 0; r < rows; r++)
        gru_row(h, gates + r * wide, own + r * wide, before + r * h, saved + r * 4 * h, state + r * h);
    } else {
      w.multiply_rows(rows, before, h, gates, wide, state, h, rounding);
      activate(state, h, rows, h, a.kind == kRnnRelu ? kRelu : kTanh);
    }
  }
}

template <class T>
i64 run_forward(const RecurrentArgs<T>& a, const Rounding<T>& rounding) {
  if (a.time * a.batch * a.hidden == 0) return kOk;
  const i64 size = rows_of_unit(a.batch), units = ceil_div(a.batch, size), wide = a.width * a.hidden;
  const int team = team_for(units, work_of(a.time, a.batch, a.width, a.hidden, rounding));
  PackedWeights<T> w(a.hidden, wide, rounding);
  const i64 room = room_of(size, w, rounding);
  Scratch<T> weights(1, w.size(rounding)), own(team, room + (a.kind == kGru ? size * wide : 0));
  if (!weights || !own) return kNoMemory;
  T* free = own.of(0);
  w.fill(a.weight, 1, a.hidden, weights.of(0), rounding.with_room(free, room));
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    T* free = own.of(thread);
    const Rounding<T> with_room = rounding.with_room(free, room);
    for (i64 u = begin; u < end; u++) forward_rows(a, w, with_room, u * size, min(size, a.batch - u * size), free);
  });
  return kOk;
}

// --- backward ---

// dh and dc: the gradients of the state and the cell after the step, without that of the step's own output; dc becomes
// that of the cell before.
template <class T>
void lstm_row_backward(i64 h, const T* dy, const T* dh, const T* gates, const T* before, const T* cell, T* dc,
                       T* dgates) {
  for_lanes<T>(h, [&](auto get, auto put) TW_LAMBDA {
    const auto i = get(gates), f = get(gates + h), g = get(gates + 2 * h), o = get(gates + 3 * h), c = tanh(get(cell));
    const auto d = get(dy) + get(dh), e = get(dc) + through_tanh(d * o, c);
    put(dgates, through_sigmoid(e * g, i));
    put(dgates + h, through_sigmoid(e * get(before), f));
    put(dgates + 2 * h, through_tanh(e * i, g));
    put(dgates + 3 * h, through_sigmoid(d * c, o));
    put(dc, e * f);
  });
}

// dh becomes the part of the gradient of the state before that does not go through the weights.
template <class T>
void gru_row_backward(i64 h, const T* dy, T* dh, const T* saved, const T* before, T* dgates, T* down) {
  for_lanes<T>(h, [&](auto get, auto put) TW_LAMBDA {
    const auto r = get(saved), z = get(saved + h), n = get(saved + 2 * h), m = get(saved + 3 * h);
    const auto d = get(dy) + get(dh), kept = d * z;
    const auto dz = through_sigmoid(d * (get(before) - n), z), dn = through_tanh(d - kept, n);
    const auto dr = through_sigmoid(dn * m, r);
    put(dgates, dr), put(dgates + h, dz), put(dgates + 2 * h, dn);
    put(down, dr), put(down + h, dz), put(down + 2 * h, dn * r);
    put(dh, kept);
  });
}

template <class T>
void rnn_row_backward(i64 h, const T* dy, const T* dh, const T* state, bool relu, T* dgates) {
  for_lanes<T>(h, [&](auto get, auto put) TW_LAMBDA {
    const auto d = get(dy) + get(dh), y = get(state);
    put(dgates, relu ? select(y <= Vec<T>{}, Vec<T>{}, d) : through_tanh(d, y));
  });
}

template <class T>
void backward_rows(const RecurrentBackwardArgs<T>& a, const PackedWeights<T>& w, const Rounding<T>& rounding, i64 first,
                   i64 rows) {
  const Steps<RecurrentBackwardArgs<T>> steps{a, first};
  const i64 h = a.hidden, wide = a.width * h;
  T *const dh = a.dstate + first * h, *const dc = a.kind == kLstm ? a.dcells + first * h : nullptr;
  for (i64 k = 0; k < rows * h; k++) dh[k] = 0;
  if (dc)
    for (i64 k = 0; k < rows * h; k++) dc[k] = a.dcell ? a.dcell[first * h + k] : T(0);
  for (i64 t = a.time - 1; t >= 0; t--) {
    const i64 at = steps.at(t), before = steps.before(t), after = steps.after(t);
    const T *dy = a.dy + steps.slab(at, 1), *saved = a.kept ? a.saved + steps.slab(at, a.kept) : nullptr;
    T* const dgates = a.dgates + steps.slab(at, a.width);
    T* const down = a.kind == kGru ? a.drecurrent + steps.slab(at, a.width) : dgates;
    for (i64 r = 0; r < rows; r++) {
      const i64 o = r * h;
      if (a.kind == kLstm)
        lstm_row_backward(h, dy + o, dh + o, saved + 4 * o, a.cells + before + o, a.cells + after + o, dc + o,
                          dgates + 4 * o);
      else if (a.kind == kGru)
        gru_row_backward(h, dy + o, dh + o, saved + 4 * o, a.states + before + o, dgates + 3 * o, down + 3 * o);
      else
        rnn_row_backward(h, dy + o, dh + o, a.states + after + o, a.kind == kRnnRelu, dgates + o);
    }
    w.multiply_rows(rows, down, wide, a.kind == kGru ? dh : nullptr, h, dh, h, rounding);
  }
}

template <class T>
i64 run_backward(const RecurrentBackwardArgs<T>& a, const Rounding<T>& rounding) {
  if (a.batch * a.hidden == 0) return kOk;
  const i64 size = rows_of_unit(a.batch), units = ceil_div(a.batch, size);
  const int team = team_for(units, work_of(a.time, a.batch, a.width, a.hidden, rounding));
  PackedWeights<T> w(a.width * a.hidden, a.hidden, rounding);
  const i64 room = room_of(size, w, rounding);
  Scratch<T> weights(1, w.size(rounding)), own(team, room);
  if (!weights || !own) return kNoMemory;
  T* free = own.of(0);
  w.fill(a.weight, a.hidden, 1, weights.of(0), rounding.with_room(free, room));
  parallel(team, units, [&](int thread, i64 begin, i64 end) {
    T* free = own.of(thread);
    const Rounding<T> with_room = rounding.with_room(free, room);
    for (i64 u = begin; u < end; u++) backward_rows(a, w, with_room, u * size, min(size, a.batch - u * size));
  });
  return kOk;
}

template <class T>
i64 recurrent(const RecurrentArgs<T>& a) {
  return run_forward(a, Rounding<T>(false));
}
template <class T>
i64 recurrentBackward(const RecurrentBackwardArgs<T>& a) {
  return run_backward(a, Rounding<T>(false));
}
i64 recurrentBfloat16(const RecurrentBfloat16Args& a) { return run_forward(a, Rounding<float>(true)); }
i64 recurrentBackwardBfloat16(const RecurrentBackwardBfloat16Args& a) { return run_backward(a, Rounding<float>(true)); }

}  // namespace
}  // namespace thalweg

TW_KERNEL(recurrent)
TW_KERNEL(recurrentBackward)
TW_KERNEL(recurrentBfloat16)
TW_KERNEL(recurrentBackwardBfloat16)
