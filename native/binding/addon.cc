// The addon's functions but the hot one (hot_call.cc), through node-addon-api: a failed call of Node-API becomes a
// pending exception, and the value it should have given is empty. Called by lib/backend/native.ts only, which checks
// everything; nothing here is a public API.
#include <napi.h>

#include <string>
#include <vector>

#include "binding/binding.h"
#include "binding/mpi.h"
#include "binding/queue.h"
#include "core/cpu.h"
#include "core/pages.h"
#include "core/parallel.h"
#include "core/waiting.h"
#include "gen/signature.h"

namespace thalweg {
namespace {

// A binding and what keeps its block alive.
struct Opened : Binding {
  Napi::Reference<Napi::Value> owner;
};

Napi::Value refuse(Napi::Env env, const char* message) {
  Napi::Error::New(env, message).ThrowAsJavaScriptException();
  return {};
}

// The memory of a typed array. Plain Node-API answers in one call, and for shared memory as well.
struct Elements {
  napi_typedarray_type type = napi_int8_array;
  std::size_t length = 0;
  void* data = nullptr;
  bool found;
  explicit Elements(const Napi::Value& value)
      : found(value.IsTypedArray() &&
              napi_get_typedarray_info(value.Env(), value, &type, &length, &data, nullptr, nullptr) == napi_ok) {}
};

// register(block: Float64Array): the block that the next calls read.
Napi::Value register_block(const Napi::CallbackInfo& info) {
  const Elements array(info[0]);
  if (!array.found || array.type != napi_float64_array || array.length < kHead)
    return refuse(info.Env(), "thalweg: register expects a Float64Array");
  auto* opened = static_cast<Opened*>(info.Data());
  opened->owner = Napi::Reference<Napi::Value>::New(info[0], 1);
  opened->block = static_cast<double*>(array.data);
  return {};
}

// level(name?): chooses the level, the best one without a name; returns its name, or undefined when there is none.
Napi::Value level(const Napi::CallbackInfo& info) {
  std::string name;
  if (info[0].IsString()) name = info[0].As<Napi::String>();
  const Level* chosen = find_level(name.empty() ? nullptr : name.c_str());
  if (!chosen) return {};
  static_cast<Opened*>(info.Data())->level = chosen;
  return Napi::String::New(info.Env(), chosen->name);
}

// address(array: TypedArray): where its memory is. The array keeps the memory; JavaScript keeps the array.
Napi::Value address(const Napi::CallbackInfo& info) {
  const Elements array(info[0]);
  if (!array.found) return refuse(info.Env(), "thalweg: address expects a typed array");
  return Napi::Number::New(info.Env(), double(reinterpret_cast<std::uintptr_t>(array.data)));
}

// pages(array: Uint8Array): requests huge pages under new memory.
Napi::Value pages(const Napi::CallbackInfo& info) {
  const Elements array(info[0]);
  if (!array.found || array.type != napi_uint8_array) return refuse(info.Env(), "thalweg: pages expects a Uint8Array");
  prefer_large_pages(array.data, array.length);
  return {};
}

void gather_all(void* context) {
  auto* spans = static_cast<std::vector<double>*>(context);
  for (std::size_t k = 0; k + 1 < spans->size(); k += 2)
    gather_pages(std::uintptr_t((*spans)[k]), std::uintptr_t((*spans)[k + 1]));
  delete spans;
}

void gather_aside(void* context) {
  block_signals();
  gather_all(context);
}

// gather(spans: Float64Array, aside): puts the memory between pairs of addresses into huge pages. The system copies
// each, so on another thread where the event loop must not wait; memory that is freed meanwhile is skipped.
Napi::Value gather(const Napi::CallbackInfo& info) {
  const Elements array(info[0]);
  if (!array.found || array.type != napi_float64_array || !info[1].IsBoolean())
    return refuse(info.Env(), "thalweg: gather expects a Float64Array and a boolean");
  const auto* begin = static_cast<const double*>(array.data);
  auto* spans = new std::vector<double>(begin, begin + array.length);
  if (!info[1].As<Napi::Boolean>() || !start_thread(gather_aside, spans)) gather_all(spans);
  return {};
}

// bfloat16(allowed): whether products of bfloat16 may use the processor's instruction for them, in the whole process;
// returns whether they do.
Napi::Value bfloat16(const Napi::CallbackInfo& info) {
  if (info[0].IsBoolean()) allow_bfloat16(info[0].As<Napi::Boolean>());
  return Napi::Boolean::New(info.Env(), has_bfloat16());
}

// open(): a new binding as an object of the functions above and `serial`, why there is only one thread (or undefined).
// Returns undefined when the processor runs no level.
Napi::Value open(const Napi::CallbackInfo& info) {
  if (!find_level(nullptr)) return {};
  Napi::Env env = info.Env();
  // The functions below may outlive the object, so the binding lives as long as its environment.
  auto* opened = new Opened;
  if (env.AddCleanupHook([](Opened* data) { delete data; }, opened).IsEmpty()) delete opened, opened = nullptr;
  // Plain Node-API: a Napi::CallbackInfo would cost as much as the whole call.
  napi_value call = nullptr;
  if (!opened ||
      napi_create_function(env, "call", NAPI_AUTO_LENGTH, hot_call, static_cast<Binding*>(opened), &call) != napi_ok)
    return refuse(env, "thalweg: cannot create the functions of the addon");
  Napi::Object object = Napi::Object::New(env);
  object.Set("call", Napi::Function(env, call));
  object.Set("register", Napi::Function::New<register_block>(env, "register", opened));
  object.Set("level", Napi::Function::New<level>(env, "level", opened));
  object.Set("address", Napi::Function::New<address>(env, "address"));
  object.Set("pages", Napi::Function::New<pages>(env, "pages"));
  object.Set("gather", Napi::Function::New<gather>(env, "gather"));
  add_queue(object, opened);
  object.Set("bfloat16", Napi::Function::New<bfloat16>(env, "bfloat16"));
  if (const char* why = serial_reason()) object.Set("serial", Napi::String::New(env, why));
  return object;
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
  exports.Set("open", Napi::Function::New<open>(env, "open"));
  exports.Set("mpi", Napi::Function::New<open_mpi>(env, "mpi"));
  exports.Set("signature", Napi::String::New(env, TW_SIGNATURE));
  return exports;
}

NODE_API_MODULE(thalweg, init)

}  // namespace
}  // namespace thalweg
