// Copies without arithmetic: copies between any strides, conversions of element type, filling.
#include "core/int.h"
#include "core/parallel.h"
#include "gen/kernels.h"
#include "kernels/copy_run.h"
#include "kernels/transpose.h"
#include "simd/vec.h"

namespace thalweg {
namespace {

// The dimensions of a call from x to y, those of size 1 dropped, the largest stride of y first, neighbors that are one
// dimension in both merged. `count` is the number of elements.
struct CopyPlan {
  i64 nd = 0, count = 1;
  i64 shape[kMaxDims + 1], sx[kMaxDims + 1], sy[kMaxDims + 1];

  void insert(i64 n, i64 x, i64 y) {
    count *= n;
    if (n == 1) return;
    i64 at = nd++;
    for (; at > 0 && (sy[at - 1] < y || (sy[at - 1] == y && sx[at - 1] < x)); at--) move(at, at - 1);
    shape[at] = n, sx[at] = x, sy[at] = y;
  }
  void move(i64 to, i64 from) { shape[to] = shape[from], sx[to] = sx[from], sy[to] = sy[from]; }
  void merge() {
    i64 last = 0;
    for (i64 d = 1; d < nd; d++) {
      if (sx[last] == sx[d] * shape[d] && sy[last] == sy[d] * shape[d]) {
        sx[last] = sx[d], sy[last] = sy[d], shape[last] *= shape[d];
      } else {
        move(++last, d);
      }
    }
    if (nd > 0) nd = last + 1;
  }
  // Takes dimension d out.
  void remove(i64 d) {
    for (nd--; d < nd; d++) move(d, d + 1);
  }
  i64 units() const {
    i64 n = 1;
    for (i64 d = 0; d < nd; d++) n *= shape[d];
    return n;
  }
};

template <class Strides>
static CopyPlan copy_plan(i64 nd, const Sizes& shape, const Strides& strides) {
  CopyPlan p;
  for (i64 d = 0; d < nd; d++) p.insert(shape[d], strides(0, d), strides(1, d));
  if (p.count > 0) p.merge();
  return p;
}

// Where unit `unit` of the plan's dimensions starts in x and y.
struct Place {
  i64 x = 0, y = 0;
  Place(const CopyPlan& p, i64 unit) {
    for (i64 d = p.nd - 1; d >= 0; d--) {
      i64 at = unit % p.shape[d];
      unit /= p.shape[d];
      x += at * p.sx[d], y += at * p.sy[d];
    }
  }
};

// Advances by `steps` rows, which may reach the end of the last dimension but not pass it.
TW_INLINE void next(const CopyPlan& p, i64* at, Place& place, i64 steps) {
  for (i64 d = p.nd - 1; d >= 0; d--, steps = 1) {
    place.x += steps * p.sx[d], place.y += steps * p.sy[d];
    if ((at[d] += steps) < p.shape[d]) return;
    place.x -= at[d] * p.sx[d], place.y -= at[d] * p.sy[d];
    at[d] = 0;
  }
}

// row(x offset, stride, y offset, stride, length) for every row of the innermost dimension, long ones cut in pieces; on
// threads. `ns` is what an element costs.
template <class Row>
static void for_rows(CopyPlan p, double ns, Row row) {
  constexpr i64 kPiece = 16384;
  i64 n = 1, sx = 1, sy = 1;
  if (p.nd > 0) {
    n = p.shape[p.nd - 1], sx = p.sx[p.nd - 1], sy = p.sy[p.nd - 1];
    p.remove(p.nd - 1);
  }
  i64 pieces = ceil_div(n, kPiece);
  i64 units = p.units() * pieces;
  parallel(team_for(units, double(p.count) * ns), units, [&](int, i64 begin, i64 end) {
    i64 at[kMaxDims] = {}, unit = begin / pieces;
    Place place(p, unit);
    for (i64 d = p.nd - 1; d >= 0; d--) at[d] = unit % p.shape[d], unit /= p.shape[d];
    for (i64 u = begin, piece = begin % pieces; u < end;) {
      if (pieces > 1) {
        i64 from = piece * kPiece, length = min(n - from, kPiece);
        row(place.x + from * sx, sx, place.y + from * sy, sy, length);
        u++;
        if (++piece < pieces) continue;
        piece = 0;
        next(p, at, place, 1);
      } else {
        // Short rows come by the thousand: a tight loop along the dimension around them.
        i64 d = p.nd - 1, many = d < 0 ? 1 : p.shape[d] - at[d], stepx = d < 0 ? 0 : p.sx[d],
            stepy = d < 0 ? 0 : p.sy[d];
        if (many > end - u) many = end - u;
        for (i64 k = 0; k < many; k++) row(place.x + k * stepx, sx, place.y + k * stepy, sy, n);
        u += many;
        next(p, at, place, many);
      }
    }
  });
}

// --- copy ------------------------------------------------------------------------------------------------------

template <class T>
TW_INLINE void copy_row(const T* __restrict x, i64 sx, T* __restrict y, i64 sy, i64 n) {
  if (sx == 1 && sy == 1) {
    copy_run(x, y, n);
  } else if (sy == 1 && sx == 0) {
    T value = *x;
    for (i64 i = 0; i < n; i++) y[i] = value;
  } else if (sy == 1) {
    for (i64 i = 0; i < n; i++) y[i] = x[i * sx];
  } else {
    for (i64 i = 0; i < n; i++) y[i * sy] = x[i * sx];
  }
}

// y[t*sy + c] = x[c*sx + t] for t < rows, c < columns.
template <class T>
static void transpose_block(const T* x, i64 sx, T* y, i64 sy, i64 rows, i64 columns) {
  if constexpr (sizeof(T) == 1) {
    for (i64 t = 0; t < rows; t++)
      for (i64 c = 0; c < columns; c++) y[t * sy + c] = x[c * sx + t];
  } else {
    using F = Lane<T>;
    constexpr i64 L = kLanes<F>;
    for (i64 t = 0; t < rows; t += L) {
      i64 m = min(rows - t, L);
      for (i64 c = 0; c < columns; c += L) {
        i64 n = min(columns - c, L);
        transpose_tile(reinterpret_cast<const F*>(x + c * sx + t), sx, reinterpret_cast<F*>(y + t * sy + c), sy, m, n);
      }
    }
  }
}

// The dimension along which x is contiguous when y is contiguous along another one, -1 for none.
static i64 transposed_dimension(const CopyPlan& p) {
  i64 c = p.nd - 1;
  if (p.nd < 2 || p.sy[c] != 1 || p.sx[c] < 2 || p.shape[c] < 4) return -1;
  for (i64 d = 0; d < c; d++)
    if (p.sx[d] == 1 && p.shape[d] >= 4) return d;
  return -1;
}

// Blocks of 64 x 64 keep to few pages on both sides; a strip of blocks is one unit.
template <class T>
static void transpose(const T* x, T* y, CopyPlan p, i64 t) {
  constexpr i64 kBlock = 64, kStrip = 1024;
  i64 c = p.nd - 1, columns = p.shape[c], sx = p.sx[c], rows = p.shape[t], sy = p.sy[t];
  double ns = double(p.count) * 0.3;
  p.remove(c);
  p.remove(t);
  i64 down = ceil_div(rows, kBlock), across = ceil_div(columns, kStrip);
  i64 units = p.units() * down * across;
  parallel(team_for(units, ns), units, [&](int, i64 begin, i64 end) {
    for (i64 u = begin; u < end; u++) {
      Place place(p, u / (down * across));
      i64 r = u / across % down * kBlock, from = u % across * kStrip;
      i64 height = min(rows - r, kBlock);
      i64 to = min(from + kStrip, columns);
      for (i64 k = from; k < to; k += kBlock) {
        i64 width = min(to - k, kBlock);
        transpose_block(x + place.x + r + k * sx, sx, y + place.y + r * sy + k, sy, height, width);
      }
    }
  });
}

template <class T>
i64 copy(const CopyArgs<T>& a) {
  CopyPlan p = copy_plan(a.nd, a.shape, [&](i64 k, i64 d) { return a.strides[k * a.nd + d]; });
  if (p.count == 0) return kOk;
  i64 t = transposed_dimension(p);
  if (t >= 0) {
    transpose(a.x, a.y, p, t);
  } else {
    bool runs = p.nd == 0 || (p.sx[p.nd - 1] <= 1 && p.sy[p.nd - 1] == 1);
    for_rows(p, runs ? 0.03 * sizeof(T) : 0.6,
             [&](i64 x, i64 sx, i64 y, i64 sy, i64 n) { copy_row(a.x + x, sx, a.y + y, sy, n); });
  }
  return kOk;
}

// --- conversions -----------------------------------------------------------------------------------------------

using Bool = std::uint8_t;
// A byte that is a number, and a whole number up to 2^53 - 1 that lies in a double.
struct Byte {
  std::uint8_t v;
};
struct Whole {
  double v;
};

template <class To, class From>
struct Convert {
  static To of(From x) { return To(x); }
};
template <class From>
struct Convert<Bool, From> {
  static Bool of(From x) { return x != From(0); }
};
template <class To>
struct Convert<To, Bool> {
  static To of(Bool x) { return To(x != 0); }
};
template <>
struct Convert<Bool, Bool> {
  static Bool of(Bool x) { return x != 0; }
};
// Truncates; out of range saturates, NaN is 0: what C++ leaves undefined.
template <class From>
struct ToInt {
  static std::int32_t of(From x) {
    bool above = x >= From(2147483648.0), below = x <= From(-2147483648.0);
    std::int32_t inside = std::int32_t(above || below || x != x ? From(0) : x);
    return above ? 2147483647 : below ? -2147483647 - 1 : inside;
  }
};
template <>
struct Convert<std::int32_t, float> : ToInt<float> {};
template <>
struct Convert<std::int32_t, double> : ToInt<double> {};

// Any double modulo 2^64 as far as its low 32 bits go: from 2^63 on they are 0.
TW_INLINE i64 low_bits(double x) { return x > -9223372036854775808.0 && x < 9223372036854775808.0 ? i64(x) : 0; }

TW_INLINE Whole to_whole(double x) {
  constexpr double kLargest = 9007199254740991.0;
  bool above = x >= kLargest, below = x <= -kLargest;
  double inside = double(i64(above || below || x != x ? 0 : x));
  // The compiler may truncate a double in one instruction, which keeps the sign of a zero.
  return {above ? kLargest : below ? -kLargest : inside + 0.0};
}

template <class To>
struct Convert<To, Byte> {
  static To of(Byte x) { return To(x.v); }
};
template <class To>
struct Convert<To, Whole> {
  static To of(Whole x) { return To(x.v); }
};
template <class From>
struct Convert<Byte, From> {
  static Byte of(From x) { return {std::uint8_t(low_bits(double(x)))}; }
};
template <class From>
struct Convert<Whole, From> {
  static Whole of(From x) { return to_whole(double(x)); }
};
template <>
struct Convert<std::int32_t, Whole> {
  static std::int32_t of(Whole x) { return std::int32_t(low_bits(x.v)); }
};
template <>
struct Convert<Bool, Byte> {
  static Bool of(Byte x) { return x.v != 0; }
};
template <>
struct Convert<Bool, Whole> {
  static Bool of(Whole x) { return x.v != 0; }
};
template <>
struct Convert<Byte, Bool> {
  static Byte of(Bool x) { return {Bool(x != 0)}; }
};
template <>
struct Convert<Whole, Bool> {
  static Whole of(Bool x) { return {x != 0 ? 1.0 : 0.0}; }
};
template <>
struct Convert<Byte, Byte> {
  static Byte of(Byte x) { return x; }
};
template <>
struct Convert<Whole, Whole> {
  static Whole of(Whole x) { return x; }
};
template <>
struct Convert<Byte, Whole> {
  static Byte of(Whole x) { return {std::uint8_t(low_bits(x.v))}; }
};
template <>
struct Convert<Whole, Byte> {
  static Whole of(Byte x) { return {double(x.v)}; }
};

// n elements; strides count elements.
template <class To, class From>
static void convert_row(const void* from, i64 sx, void* to, i64 sy, i64 n) {
  const From* __restrict x = static_cast<const From*>(from);
  To* __restrict y = static_cast<To*>(to);
  if (sx == 1 && sy == 1)
    for (i64 i = 0; i < n; i++) y[i] = Convert<To, From>::of(x[i]);
  else
    for (i64 i = 0; i < n; i++) y[i * sy] = Convert<To, From>::of(x[i * sx]);
}

// By dtype code. Rows are called by pointer: the loops around them exist once, not for each pair of types.
using ConvertRow = void (*)(const void*, i64, void*, i64, i64);
template <class From>
constexpr ConvertRow kRowsFrom[] = {convert_row<float, From>,        convert_row<double, From>,
                                    convert_row<std::int32_t, From>, convert_row<Bool, From>,
                                    convert_row<Byte, From>,         convert_row<Whole, From>};
constexpr const ConvertRow* kRows[] = {kRowsFrom<float>, kRowsFrom<double>, kRowsFrom<std::int32_t>,
                                       kRowsFrom<Bool>,  kRowsFrom<Byte>,   kRowsFrom<Whole>};
constexpr i64 kWidths[] = {4, 8, 4, 1, 1, 8};

i64 cast(const CastArgs& a) {
  CopyPlan p = copy_plan(a.nd, a.shape, [&](i64 k, i64 d) { return a.strides[k * a.nd + d]; });
  if (p.count == 0) return kOk;
  const ConvertRow row = kRows[a.from][a.to];
  const i64 from = kWidths[a.from], to = kWidths[a.to];
  const char* x = static_cast<const char*>(a.x);
  char* y = static_cast<char*>(a.y);
  for_rows(p, 0.3, [=](i64 fx, i64 sx, i64 fy, i64 sy, i64 n) { row(x + fx * from, sx, y + fy * to, sy, n); });
  return kOk;
}

// --- fill ------------------------------------------------------------------------------------------------------

// Elements of that width, whatever their type.
template <class Bits>
static i64 fill_bits(const FillArgs& a, Bits value) {
  CopyPlan p = copy_plan(a.nd, a.shape, [&](i64 k, i64 d) { return k == 0 ? 0 : a.strides[d]; });
  if (p.count == 0) return kOk;
  Bits* y = static_cast<Bits*>(a.y);
  for_rows(p, 0.02 * sizeof(Bits), [=](i64, i64, i64 at, i64 sy, i64 n) {
    Bits* to = y + at;
    if (sy == 1)
      for (i64 i = 0; i < n; i++) to[i] = value;
    else
      for (i64 i = 0; i < n; i++) to[i * sy] = value;
  });
  return kOk;
}

template <class Bits, class T>
static i64 fill_with(const FillArgs& a, T value) {
  static_assert(sizeof(Bits) == sizeof(T));
  Bits bits;
  std::memcpy(&bits, &value, sizeof(T));
  return fill_bits(a, bits);
}

i64 fill(const FillArgs& a) {
  if (a.type == 0) return fill_with<std::uint32_t>(a, Convert<float, double>::of(a.value));
  if (a.type == 1) return fill_with<std::uint64_t>(a, a.value);
  if (a.type == 2) return fill_with<std::uint32_t>(a, Convert<std::int32_t, double>::of(a.value));
  if (a.type == 3) return fill_with<std::uint8_t>(a, Convert<Bool, double>::of(a.value));
  if (a.type == 4) return fill_with<std::uint8_t>(a, Convert<Byte, double>::of(a.value));
  return fill_with<std::uint64_t>(a, Convert<Whole, double>::of(a.value));
}

}  // namespace
}  // namespace thalweg

TW_KERNEL(copy)
TW_KERNEL(cast)
TW_KERNEL(fill)
