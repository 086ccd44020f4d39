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
struct ProbeFmaArgs {
  T* y;
  i64 units;
  i64 rounds;
  T a;
  T b;
};
template <class T>
static inline ProbeFmaArgs<T> read_probeFma(const double* at) {
  ProbeFmaArgs<T> a;
  a.units = i64(*at++);
  a.rounds = i64(*at++);
  a.a = T(*at++);
  a.b = T(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct ProbeReadArgs {
  const T* x;
  T* y;
  i64 units;
  i64 length;
};
template <class T>
static inline ProbeReadArgs<T> read_probeRead(const double* at) {
  ProbeReadArgs<T> a;
  a.units = i64(*at++);
  a.length = i64(*at++);
  a.x = address<const T>(*at++);
  a.y = address<T>(*at++);
  return a;
}

template <class T>
struct ProbeTriadArgs {
  const T* x;
  const T* y;
  T* z;
  i64 n;
  T a;
};
template <class T>
static inline ProbeTriadArgs<T> read_probeTriad(const double* at) {
  ProbeTriadArgs<T> a;
  a.n = i64(*at++);
  a.a = T(*at++);
  a.x = address<const T>(*at++);
  a.y = address<const T>(*at++);
  a.z = address<T>(*at++);
  return a;
}

template <class T>
struct ProbeUpdateArgs {
  const T* g;
  T* p;
  T* m;
  T* v;
  i64 n;
  T a;
};
template <class T>
static inline ProbeUpdateArgs<T> read_probeUpdate(const double* at) {
  ProbeUpdateArgs<T> a;
  a.n = i64(*at++);
  a.a = T(*at++);
  a.g = address<const T>(*at++);
  a.p = address<T>(*at++);
  a.m = address<T>(*at++);
  a.v = address<T>(*at++);
  return a;
}

struct ProbeHandOffArgs {
  double* y;
  i64 hops;
};
static inline ProbeHandOffArgs read_probeHandOff(const double* at) {
  ProbeHandOffArgs a;
  a.hops = i64(*at++);
  a.y = address<double>(*at++);
  return a;
}

}  // namespace
}  // namespace thalweg

#define TW_EXPORT_map namespace thalweg::TW_LEVEL { i64 map_f32(const double* block) { return ::thalweg::map<float>(read_map<float>(block)); } i64 map_f64(const double* block) { return ::thalweg::map<double>(read_map<double>(block)); } }
#define TW_EXPORT_mapBool namespace thalweg::TW_LEVEL { i64 mapBool_f32(const double* block) { return ::thalweg::mapBool<float>(read_mapBool<float>(block)); } i64 mapBool_f64(const double* block) { return ::thalweg::mapBool<double>(read_mapBool<double>(block)); } }
#define TW_EXPORT_where namespace thalweg::TW_LEVEL { i64 where_u8(const double* block) { return ::thalweg::where<std::uint8_t>(read_where<std::uint8_t>(block)); } i64 where_u32(const double* block) { return ::thalweg::where<std::uint32_t>(read_where<std::uint32_t>(block)); } i64 where_u64(const double* block) { return ::thalweg::where<std::uint64_t>(read_where<std::uint64_t>(block)); } }
#define TW_EXPORT_logical namespace thalweg::TW_LEVEL { i64 logical(const double* block) { return ::thalweg::logical(read_logical(block)); } }
#define TW_EXPORT_copy namespace thalweg::TW_LEVEL { i64 copy_u8(const double* block) { return ::thalweg::copy<std::uint8_t>(read_copy<std::uint8_t>(block)); } i64 copy_u32(const double* block) { return ::thalweg::copy<std::uint32_t>(read_copy<std::uint32_t>(block)); } i64 copy_u64(const double* block) { return ::thalweg::copy<std::uint64_t>(read_copy<std::uint64_t>(block)); } }
#define TW_EXPORT_optim namespace thalweg::TW_LEVEL { i64 optim_f32(const double* block) { return ::thalweg::optim<float>(read_optim<float>(block)); } i64 optim_f64(const double* block) { return ::thalweg::optim<double>(read_optim<double>(block)); } }
#define TW_EXPORT_probeFma namespace thalweg::TW_LEVEL { i64 probeFma_f32(const double* block) { return ::thalweg::probeFma<float>(read_probeFma<float>(block)); } i64 probeFma_f64(const double* block) { return ::thalweg::probeFma<double>(read_probeFma<double>(block)); } }
#define TW_EXPORT_probeRead namespace thalweg::TW_LEVEL { i64 probeRead_f32(const double* block) { return ::thalweg::probeRead<float>(read_probeRead<float>(block)); } i64 probeRead_f64(const double* block) { return ::thalweg::probeRead<double>(read_probeRead<double>(block)); } }
#define TW_EXPORT_probeTriad namespace thalweg::TW_LEVEL { i64 probeTriad_f32(const double* block) { return ::thalweg::probeTriad<float>(read_probeTriad<float>(block)); } i64 probeTriad_f64(const double* block) { return ::thalweg::probeTriad<double>(read_probeTriad<double>(block)); } }
#define TW_EXPORT_probeUpdate namespace thalweg::TW_LEVEL { i64 probeUpdate_f32(const double* block) { return ::thalweg::probeUpdate<float>(read_probeUpdate<float>(block)); } i64 probeUpdate_f64(const double* block) { return ::thalweg::probeUpdate<double>(read_probeUpdate<double>(block)); } }
#define TW_EXPORT_probeHandOff namespace thalweg::TW_LEVEL { i64 probeHandOff(const double* block) { return ::thalweg::probeHandOff(read_probeHandOff(block)); } }

#define TW_KERNEL_COUNT 22
#define TW_FOR_EACH_KERNEL(F) F(map_f32) F(map_f64) F(mapBool_f32) F(mapBool_f64) F(where_u8) F(where_u32) F(where_u64) F(logical) F(copy_u8) F(copy_u32) F(copy_u64) F(optim_f32) F(optim_f64) F(probeFma_f32) F(probeFma_f64) F(probeRead_f32) F(probeRead_f64) F(probeTriad_f32) F(probeTriad_f64) F(probeUpdate_f32) F(probeUpdate_f64) F(probeHandOff)
