// The one hot function of the addon, in plain Node-API: it takes no arguments, so nothing is decoded per call.
// Everything it needs is in the command block that lib/backend/native.ts registered and filled. addon.cc has all other
// functions.
#include "binding/binding.h"
#include "core/parallel.h"
#include "gen/kernels.h"

namespace thalweg {

namespace {

napi_value refuse(napi_env env, const char* message) {
  // Fails only while another exception is pending, which then reaches the caller instead.
  (void)napi_throw_error(env, nullptr, message);
  return nullptr;
}

}  // namespace

napi_value hot_call(napi_env env, napi_callback_info info) {
  void* data = nullptr;
  if (napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data) != napi_ok)
    return refuse(env, "thalweg: call without its binding");
  const Binding& binding = *static_cast<const Binding*>(data);
  double* block = binding.block;
  if (!block || !binding.level) return refuse(env, "thalweg: call needs a block and a level first");
  const i64 kernel = i64(block[kKernel]);
  if (kernel < 0 || kernel >= TW_KERNEL_COUNT) return refuse(env, "thalweg: no such kernel");
  set_threads(int(block[kThreads]), block[kAlwaysParallel] != 0);
  block[kStatus] = double(binding.level->table[kernel](block + kHead));
  return nullptr;
}

}  // namespace thalweg
