// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
#pragma once
#include "core/kernel.h"

namespace thalweg {
namespace {

template <class T>
struct MapArgs {
  List<const T> x;
  T* y;
  i64 op;
  i64 inputs;
  i64 nd;
  Sizes shape;
  Sizes strides;
  T p0;
  T p1;
};
template <class T>
static inline MapArgs<T> read_map(const double* at) {
  MapArgs<T> a;
  a.op = i64(*at++);
  a.inputs = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*(a.inputs+1);
  a.p0 = T(*at++);
  a.p1 = T(*at++);
  a.x = {at}; at += a.inputs;
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct MapBoolArgs {
  const T* a;
  const T* b;
  std::uint8_t* y;
  i64 op;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline MapBoolArgs<T> read_mapBool(const double* at) {
  MapBoolArgs<T> a;
  a.op = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*3;
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct WhereArgs {
  const std::uint8_t* condition;
  const T* a;
  const T* b;
  T* y;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline WhereArgs<T> read_where(const double* at) {
  WhereArgs<T> a;
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*4;
  a.condition = address<const std::uint8_t>(*at++);
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct LogicalArgs {
  const std::uint8_t* a;
  const std::uint8_t* b;
  std::uint8_t* y;
  i64 op;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
static inline LogicalArgs read_logical(const double* at) {
  LogicalArgs a;
  a.op = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*3;
  a.a = address<const std::uint8_t>(*at++);
  a.b = address<const std::uint8_t>(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct GemmArgs {
  const T* a;
  const T* b;
  const T* bias;
  T* c;
  i64 rows;
  i64 cols;
  i64 inner;
  i64 ars;
  i64 acs;
  i64 brs;
  i64 bcs;
  i64 srs;
  i64 scs;
  i64 ldc;
  i64 accumulate;
  i64 activation;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline GemmArgs<T> read_gemm(const double* at) {
  GemmArgs<T> a;
  a.rows = i64(*at++);
  a.cols = i64(*at++);
  a.inner = i64(*at++);
  a.ars = i64(*at++);
  a.acs = i64(*at++);
  a.brs = i64(*at++);
  a.bcs = i64(*at++);
  a.srs = i64(*at++);
  a.scs = i64(*at++);
  a.ldc = i64(*at++);
  a.accumulate = i64(*at++);
  a.activation = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*4;
  a.a = address<const T>(*at++);
  a.b = address<const T>(*at++);
  a.bias = address<const T>(*at++);
  a.c = address<T>(*at++);
  return a;
}

template <class T>
struct CopyArgs {
  const T* x;
  T* y;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
template <class T>
static inline CopyArgs<T> read_copy(const double* at) {
  CopyArgs<T> a;
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*2;
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct CastArgs {
  const void* x;
  void* y;
  i64 from;
  i64 to;
  i64 nd;
  Sizes shape;
  Sizes strides;
};
static inline CastArgs read_cast(const double* at) {
  CastArgs a;
  a.from = i64(*at++);
  a.to = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd*2;
  a.x = address<const void>(*at++);
  a.y = address<void>(*at++);
  return a;
}

struct FillArgs {
  void* y;
  i64 type;
  i64 nd;
  Sizes shape;
  Sizes strides;
  double value;
};
static inline FillArgs read_fill(const double* at) {
  FillArgs a;
  a.type = i64(*at++);
  a.nd = i64(*at++);
  a.shape = {at}; at += a.nd;
  a.strides = {at}; at += a.nd;
  a.value = double(*at++);
  a.y = address<void>(*at++);
  return a;
}

template <class T>
struct IndexSelectArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
};
template <class T>
static inline IndexSelectArgs<T> read_indexSelect(const double* at) {
  IndexSelectArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct IndexAddArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
  i64 skip;
};
template <class T>
static inline IndexAddArgs<T> read_indexAdd(const double* at) {
  IndexAddArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.skip = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct GatherArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
};
template <class T>
static inline GatherArgs<T> read_gather(const double* at) {
  GatherArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct ScatterAddArgs {
  const T* x;
  const std::int32_t* index;
  T* y;
  i64 outer;
  i64 n;
  i64 count;
  i64 inner;
};
template <class T>
static inline ScatterAddArgs<T> read_scatterAdd(const double* at) {
  ScatterAddArgs<T> a;
  a.outer = i64(*at++);
  a.n = i64(*at++);
  a.count = i64(*at++);
  a.inner = i64(*at++);
  a.x = address<const T>(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct OneHotArgs {
  const std::int32_t* index;
  T* y;
  i64 count;
  i64 classes;
};
template <class T>
static inline OneHotArgs<T> read_oneHot(const double* at) {
  OneHotArgs<T> a;
  a.count = i64(*at++);
  a.classes = i64(*at++);
  a.index = address<const std::int32_t>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct AttentionArgs {
  const T* q;
  const T* k;
  const T* v;
  const T* mask;
  T* y;
  T* lse;
  i64 batch;
  i64 heads;
  i64 queries;
  i64 keys;
  i64 depth;
  i64 width;
  i64 causal;
  Sizes strides;
  T scale;
};
template <class T>
static inline AttentionArgs<T> read_attention(const double* at) {
  AttentionArgs<T> a;
  a.batch = i64(*at++);
  a.heads = i64(*at++);
  a.queries = i64(*at++);
  a.keys = i64(*at++);
  a.depth = i64(*at++);
  a.width = i64(*at++);
  a.causal = i64(*at++);
  a.strides = {at}; at += 15;
  a.scale = T(*at++);
  a.q = address<const T>(*at++);
  a.k = address<const T>(*at++);
  a.v = address<const T>(*at++);
  a.mask = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.lse = address<T>(*at++);
  return a;
}

template <class T>
struct AttentionBackwardArgs {
  const T* q;
  const T* k;
  const T* v;
  const T* mask;
  const T* y;
  const T* lse;
  const T* dy;
  T* dq;
  T* dk;
  T* dv;
  i64 batch;
  i64 heads;
  i64 queries;
  i64 keys;
  i64 depth;
  i64 width;
  i64 causal;
  Sizes strides;
  T scale;
};
template <class T>
static inline AttentionBackwardArgs<T> read_attentionBackward(const double* at) {
  AttentionBackwardArgs<T> a;
  a.batch = i64(*at++);
  a.heads = i64(*at++);
  a.queries = i64(*at++);
  a.keys = i64(*at++);
  a.depth = i64(*at++);
  a.width = i64(*at++);
  a.causal = i64(*at++);
  a.strides = {at}; at += 27;
  a.scale = T(*at++);
  a.q = address<const T>(*at++);
  a.k = address<const T>(*at++);
  a.v = address<const T>(*at++);
  a.mask = address<const T>(*at++);
  a.y = address<const T>(*at++);
  a.lse = address<const T>(*at++);
  a.dy = address<const T>(*at++);
  a.dq = address<T>(*at++);
  a.dk = address<T>(*at++);
  a.dv = address<T>(*at++);
  return a;
}

template <class T>
struct OptimArgs {
  List<T> p;
  List<const T> g;
  List<T> state;
  i64 rule;
  i64 flags;
  i64 count;
  i64 slots;
  Sizes n;
  T c0;
  T c1;
  T c2;
  T c3;
  T c4;
  T c5;
  T c6;
  T c7;
  T c8;
  T c9;
  T c10;
  T c11;
};
template <class T>
static inline OptimArgs<T> read_optim(const double* at) {
  OptimArgs<T> a;
  a.rule = i64(*at++);
  a.flags = i64(*at++);
  a.count = i64(*at++);
  a.slots = i64(*at++);
  a.n = {at}; at += a.count;
  a.c0 = T(*at++);
  a.c1 = T(*at++);
  a.c2 = T(*at++);
  a.c3 = T(*at++);
  a.c4 = T(*at++);
  a.c5 = T(*at++);
  a.c6 = T(*at++);
  a.c7 = T(*at++);
  a.c8 = T(*at++);
  a.c9 = T(*at++);
  a.c10 = T(*at++);
  a.c11 = T(*at++);
  a.p = {at}; at += a.count;
  a.g = {at}; at += a.count;
  a.state = {at}; at += a.slots*a.count;
  return a;
}

template <class T>
struct UniformArgs {
  T* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  T scale;
  T shift;
};
template <class T>
static inline UniformArgs<T> read_uniform(const double* at) {
  UniformArgs<T> a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.scale = T(*at++);
  a.shift = T(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct NormalArgs {
  T* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  T scale;
  T shift;
};
template <class T>
static inline NormalArgs<T> read_normal(const double* at) {
  NormalArgs<T> a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.scale = T(*at++);
  a.shift = T(*at++);
  a.y = address<T>(*at++);
  return a;
}

struct IntegersArgs {
  std::int32_t* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  i64 low;
  i64 range;
};
static inline IntegersArgs read_integers(const double* at) {
  IntegersArgs a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.low = i64(*at++);
  a.range = i64(*at++);
  a.y = address<std::int32_t>(*at++);
  return a;
}

struct PermutationArgs {
  std::int32_t* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
};
static inline PermutationArgs read_permutation(const double* at) {
  PermutationArgs a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.y = address<std::int32_t>(*at++);
  return a;
}

struct BernoulliArgs {
  std::uint8_t* y;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  i64 below;
};
static inline BernoulliArgs read_bernoulli(const double* at) {
  BernoulliArgs a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.below = i64(*at++);
  a.y = address<std::uint8_t>(*at++);
  return a;
}

template <class T>
struct DropoutArgs {
  const T* x;
  T* y;
  std::uint8_t* mask;
  i64 n;
  i64 seed0;
  i64 seed1;
  i64 counter0;
  i64 counter1;
  i64 below;
  T scale;
};
template <class T>
static inline DropoutArgs<T> read_dropout(const double* at) {
  DropoutArgs<T> a;
  a.n = i64(*at++);
  a.seed0 = i64(*at++);
  a.seed1 = i64(*at++);
  a.counter0 = i64(*at++);
  a.counter1 = i64(*at++);
  a.below = i64(*at++);
  a.scale = T(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  a.mask = address<std::uint8_t>(*at++);
  return a;
}

}  // namespace
}  // namespace thalweg

#define TW_EXPORT_map namespace thalweg::TW_LEVEL { i64 map_f32(const double* block) { return ::thalweg::map<float>(read_map<float>(block)); } i64 map_f64(const double* block) { return ::thalweg::map<double>(read_map<double>(block)); } }
#define TW_EXPORT_mapBool namespace thalweg::TW_LEVEL { i64 mapBool_f32(const double* block) { return ::thalweg::mapBool<float>(read_mapBool<float>(block)); } i64 mapBool_f64(const double* block) { return ::thalweg::mapBool<double>(read_mapBool<double>(block)); } }
#define TW_EXPORT_where namespace thalweg::TW_LEVEL { i64 where_u8(const double* block) { return ::thalweg::where<std::uint8_t>(read_where<std::uint8_t>(block)); } i64 where_u32(const double* block) { return ::thalweg::where<std::uint32_t>(read_where<std::uint32_t>(block)); } i64 where_u64(const double* block) { return ::thalweg::where<std::uint64_t>(read_where<std::uint64_t>(block)); } }
#define TW_EXPORT_logical namespace thalweg::TW_LEVEL { i64 logical(const double* block) { return ::thalweg::logical(read_logical(block)); } }
#define TW_EXPORT_gemm namespace thalweg::TW_LEVEL { i64 gemm_f32(const double* block) { return ::thalweg::gemm<float>(read_gemm<float>(block)); } i64 gemm_f64(const double* block) { return ::thalweg::gemm<double>(read_gemm<double>(block)); } }
#define TW_EXPORT_copy namespace thalweg::TW_LEVEL { i64 copy_u8(const double* block) { return ::thalweg::copy<std::uint8_t>(read_copy<std::uint8_t>(block)); } i64 copy_u32(const double* block) { return ::thalweg::copy<std::uint32_t>(read_copy<std::uint32_t>(block)); } i64 copy_u64(const double* block) { return ::thalweg::copy<std::uint64_t>(read_copy<std::uint64_t>(block)); } }
#define TW_EXPORT_cast namespace thalweg::TW_LEVEL { i64 cast(const double* block) { return ::thalweg::cast(read_cast(block)); } }
#define TW_EXPORT_fill namespace thalweg::TW_LEVEL { i64 fill(const double* block) { return ::thalweg::fill(read_fill(block)); } }
#define TW_EXPORT_indexSelect namespace thalweg::TW_LEVEL { i64 indexSelect_u8(const double* block) { return ::thalweg::indexSelect<std::uint8_t>(read_indexSelect<std::uint8_t>(block)); } i64 indexSelect_u32(const double* block) { return ::thalweg::indexSelect<std::uint32_t>(read_indexSelect<std::uint32_t>(block)); } i64 indexSelect_u64(const double* block) { return ::thalweg::indexSelect<std::uint64_t>(read_indexSelect<std::uint64_t>(block)); } }
#define TW_EXPORT_indexAdd namespace thalweg::TW_LEVEL { i64 indexAdd_f32(const double* block) { return ::thalweg::indexAdd<float>(read_indexAdd<float>(block)); } i64 indexAdd_f64(const double* block) { return ::thalweg::indexAdd<double>(read_indexAdd<double>(block)); } }
#define TW_EXPORT_gather namespace thalweg::TW_LEVEL { i64 gather_u8(const double* block) { return ::thalweg::gather<std::uint8_t>(read_gather<std::uint8_t>(block)); } i64 gather_u32(const double* block) { return ::thalweg::gather<std::uint32_t>(read_gather<std::uint32_t>(block)); } i64 gather_u64(const double* block) { return ::thalweg::gather<std::uint64_t>(read_gather<std::uint64_t>(block)); } }
#define TW_EXPORT_scatterAdd namespace thalweg::TW_LEVEL { i64 scatterAdd_f32(const double* block) { return ::thalweg::scatterAdd<float>(read_scatterAdd<float>(block)); } i64 scatterAdd_f64(const double* block) { return ::thalweg::scatterAdd<double>(read_scatterAdd<double>(block)); } }
#define TW_EXPORT_oneHot namespace thalweg::TW_LEVEL { i64 oneHot_f32(const double* block) { return ::thalweg::oneHot<float>(read_oneHot<float>(block)); } i64 oneHot_f64(const double* block) { return ::thalweg::oneHot<double>(read_oneHot<double>(block)); } }
#define TW_EXPORT_attention namespace thalweg::TW_LEVEL { i64 attention_f32(const double* block) { return ::thalweg::attention<float>(read_attention<float>(block)); } i64 attention_f64(const double* block) { return ::thalweg::attention<double>(read_attention<double>(block)); } }
#define TW_EXPORT_attentionBackward namespace thalweg::TW_LEVEL { i64 attentionBackward_f32(const double* block) { return ::thalweg::attentionBackward<float>(read_attentionBackward<float>(block)); } i64 attentionBackward_f64(const double* block) { return ::thalweg::attentionBackward<double>(read_attentionBackward<double>(block)); } }
#define TW_EXPORT_optim namespace thalweg::TW_LEVEL { i64 optim_f32(const double* block) { return ::thalweg::optim<float>(read_optim<float>(block)); } i64 optim_f64(const double* block) { return ::thalweg::optim<double>(read_optim<double>(block)); } }
#define TW_EXPORT_uniform namespace thalweg::TW_LEVEL { i64 uniform_f32(const double* block) { return ::thalweg::uniform<float>(read_uniform<float>(block)); } i64 uniform_f64(const double* block) { return ::thalweg::uniform<double>(read_uniform<double>(block)); } }
#define TW_EXPORT_normal namespace thalweg::TW_LEVEL { i64 normal_f32(const double* block) { return ::thalweg::normal<float>(read_normal<float>(block)); } i64 normal_f64(const double* block) { return ::thalweg::normal<double>(read_normal<double>(block)); } }
#define TW_EXPORT_integers namespace thalweg::TW_LEVEL { i64 integers(const double* block) { return ::thalweg::integers(read_integers(block)); } }
#define TW_EXPORT_permutation namespace thalweg::TW_LEVEL { i64 permutation(const double* block) { return ::thalweg::permutation(read_permutation(block)); } }
#define TW_EXPORT_bernoulli namespace thalweg::TW_LEVEL { i64 bernoulli(const double* block) { return ::thalweg::bernoulli(read_bernoulli(block)); } }
#define TW_EXPORT_dropout namespace thalweg::TW_LEVEL { i64 dropout_f32(const double* block) { return ::thalweg::dropout<float>(read_dropout<float>(block)); } i64 dropout_f64(const double* block) { return ::thalweg::dropout<double>(read_dropout<double>(block)); } }

#define TW_KERNEL_COUNT 42
#define TW_FOR_EACH_KERNEL(F) F(map_f32) F(map_f64) F(mapBool_f32) F(mapBool_f64) F(where_u8) F(where_u32) F(where_u64) F(logical) F(gemm_f32) F(gemm_f64) F(copy_u8) F(copy_u32) F(copy_u64) F(cast) F(fill) F(indexSelect_u8) F(indexSelect_u32) F(indexSelect_u64) F(indexAdd_f32) F(indexAdd_f64) F(gather_u8) F(gather_u32) F(gather_u64) F(scatterAdd_f32) F(scatterAdd_f64) F(oneHot_f32) F(oneHot_f64) F(attention_f32) F(attention_f64) F(attentionBackward_f32) F(attentionBackward_f64) F(optim_f32) F(optim_f64) F(uniform_f32) F(uniform_f64) F(normal_f32) F(normal_f64) F(integers) F(permutation) F(bernoulli) F(dropout_f32) F(dropout_f64)
