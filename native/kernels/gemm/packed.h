// Products whose B stays packed for many A: how operands become what the tiles take, rounded to bfloat16 or as they
// are. Used by attention and by layers that carry a state.
#pragma once
#include "kernels/gemm/bfloat16.h"

namespace thalweg {
namespace {

// Whether operands are rounded, how pairs lie, and room for an A or some columns of B on their way.
template <class T>
struct Rounding {
  bool on;
  PairForm form;
  T* room = nullptr;

  explicit Rounding(bool on) : on(on), form(on ? pair_form() : kSwapped) {}
  i64 words(i64 k) const { return on ? words_of(form, k) : k; }
  // Room for A of up to `rows` rows, at least kLanes, and `longest` elements in a row or column.
  i64 size(i64 rows, i64 longest) const { return on ? rows * (longest + 2) : 0; }
  // The same with `n` elements from `free` as its room.
  Rounding with_room(T*& free, i64 n) const {
    Rounding own = *this;
    own.room = free;
    free += n;
    return own;
  }
};

// k rows of n columns as panels `nr` wide, one behind the other.
template <class T>
void pack_panels(const T* b, i64 brs, i64 bcs, i64 k, i64 n, T* to, i64 nr, const Rounding<T>& rounding) {
  if constexpr (sizeof(T) == sizeof(float)) {
    if (rounding.on) {
      const Product<float> p{.n = n, .k = k, .b = b, .brs = brs, .bcs = bcs};
      return round_b(rounding.form, p, rounding.words(k), to, nr, rounding.room);
    }
  }
  pack(b, brs, bcs, k, n, to, nr);
}

// C = activation(start + A B), B as panels of pack_panels.
template <class T>
void multiply_packed(Product<T> p, Blocking q, const Panels<T>& panels, const Rounding<T>& rounding) {
  if constexpr (sizeof(T) == sizeof(float)) {
    if (rounding.on) {
      q.tile = rounding.form == kPaired ? kPairTile : kFlushedTile;
      q.pack_a = p.ars == 1 && p.acs != 1;
      if (q.pack_a) q.panels_outer = false;
      const i64 words = rounding.words(p.k);
      round_a(rounding.form, p, q, words, rounding.room);
      p.k = words;
      p.a = rounding.room;
      p.ars = q.pack_a ? 1 : words;
      p.acs = 1;
      return multiply(p, q, panels, q.pack_a ? rounding.room : static_cast<const T*>(nullptr));
    }
  }
  multiply(p, q, panels, static_cast<const T*>(nullptr));
}

}  // namespace
}  // namespace thalweg
