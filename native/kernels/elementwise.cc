// Elementwise kernels: the ops of rules/elementwise.def (`map`, `mapBool`), `where`, and logic on bools. All of them
// are a contiguous loop and the driver of simd/strided.h.
#include "gen/elementwise.h"

#include "gen/kernels.h"
#include "kernels/activation.h"
#include "simd/strided.h"

namespace thalweg {
namespace {

template <class T>
i64 map(const MapArgs<T>& a) {
  Strided s(kMapLoops<T>[a.op], int(a.inputs));
  for (int k = 0; k < s.inputs; k++) s.operand(k, a.x[k], sizeof(T));
  s.operand(s.inputs, a.y, sizeof(T));
  s.p[0] = a.p0;
  s.p[1] = a.p1;
  coalesce(s, a.nd, a.shape, a.strides);
  run(s);
  return kOk;
}

template <class T>
i64 mapBool(const MapBoolArgs<T>& a) {
  Strided s(kMaskLoops<T>[a.op], 2);
  s.operand(0, a.a, sizeof(T));
  s.operand(1, a.b, sizeof(T));
  s.operand(2, a.y, 1);
  coalesce(s, a.nd, a.shape, a.strides);
  run(s);
  return kOk;
}

// y[i] = f(a[i], b[i]) or f(a[i], b[i], c[i]), where the inputs of which Constant has a bit stay at their first
// element.
template <unsigned Constant, class F, class Y, class A, class B>
void plain_loop(F f, i64 n, Y* y, const A* a, const B* b) {
  for (i64 i = 0; i < n; i++) y[i] = f(a[Constant & 1 ? 0 : i], b[Constant & 2 ? 0 : i]);
}
template <unsigned Constant, class F, class Y, class A, class B, class C>
void plain_loop(F f, i64 n, Y* y, const A* a, const B* b, const C* c) {
  for (i64 i = 0; i < n; i++) y[i] = f(a[Constant & 1 ? 0 : i], b[Constant & 2 ? 0 : i], c[Constant & 4 ? 0 : i]);
}

template <class U>
void where_loop(const Run& s) {
  auto choose = [](std::uint8_t c, U a, U b) { return c ? a : b; };
  auto* c = static_cast<const std::uint8_t*>(s.x[0]);
  auto *a = static_cast<const U*>(s.x[1]), *b = static_cast<const U*>(s.x[2]);
  auto* y = static_cast<U*>(s.y);
  switch (s.constant[0] | s.constant[1] << 1 | s.constant[2] << 2) {
    case 0:
      return plain_loop<0>(choose, s.n, y, c, a, b);
    case 2:
      return plain_loop<2>(choose, s.n, y, c, a, b);
    case 4:
      return plain_loop<4>(choose, s.n, y, c, a, b);
    case 6:
      return plain_loop<6>(choose, s.n, y, c, a, b);
    default:  // a constant condition
      if (*c) return s.constant[1] ? plain_loop<7>(choose, s.n, y, c, a, b) : plain_loop<5>(choose, s.n, y, c, a, b);
      return s.constant[2] ? plain_loop<7>(choose, s.n, y, c, a, b) : plain_loop<3>(choose, s.n, y, c, a, b);
  }
}

template <class T>
i64 where(const WhereArgs<T>& a) {
  Strided s(where_loop<T>, 3);
  s.operand(0, a.condition, 1);
  s.operand(1, a.a, sizeof(T));
  s.operand(2, a.b, sizeof(T));
  s.operand(3, a.y, sizeof(T));
  coalesce(s, a.nd, a.shape, a.strides);
  run(s);
  return kOk;
}

template <int Op>
void logical_loop(const Run& s) {
  using U = std::uint8_t;
  auto f = [](U a, U b) -> U {
    bool p = a != 0, q = b != 0;
    return Op == 0 ? p & q : Op == 1 ? p | q : p ^ q;
  };
  auto *a = static_cast<const U*>(s.x[0]), *b = static_cast<const U*>(s.x[1]);
  auto* y = static_cast<U*>(s.y);
  switch (s.constant[0] | s.constant[1] << 1) {
    case 0:
      return plain_loop<0>(f, s.n, y, a, b);
    case 1:
      return plain_loop<1>(f, s.n, y, a, b);
    case 2:
      return plain_loop<2>(f, s.n, y, a, b);
    default:
      return plain_loop<3>(f, s.n, y, a, b);
  }
}

static i64 logical(const LogicalArgs& a) {
  constexpr Loop loops[] = {logical_loop<0>, logical_loop<1>, logical_loop<2>};
  Strided s(loops[a.op], 2);
  s.operand(0, a.a, 1);
  s.operand(1, a.b, 1);
  s.operand(2, a.y, 1);
  coalesce(s, a.nd, a.shape, a.strides);
  run(s);
  return kOk;
}

// By the codes of activation.h.
template <class T>
constexpr Loop kActivationLoops[] = {
    nullptr,
    map_loop<op_relu, T>,
    map_loop<op_gelu, T>,
    map_loop<op_geluTanh, T>,
    map_loop<op_sigmoid, T>,
    map_loop<op_tanh, T>,
    map_loop<op_silu, T>,
};

}  // namespace

const Loop* const TW_LEVEL::kActivations_f32 = kActivationLoops<float>;
const Loop* const TW_LEVEL::kActivations_f64 = kActivationLoops<double>;

}  // namespace thalweg

TW_KERNEL(map)
TW_KERNEL(mapBool)
TW_KERNEL(where)
TW_KERNEL(logical)
