// The calls of an MPI library and the constants of its binary interface. No header of MPI is needed: the functions are
// looked up by name, and the constants of the three interfaces are few. Called by binding/mpi.cc.
#include "mpi/engine.h"

#if defined(__unix__) || defined(__APPLE__)
#include <dlfcn.h>

#include <cstdint>
#include <new>

// glibc 2.34 gave these a new version; see core/parallel.cc.
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver dlopen, dlopen@GLIBC_2.2.5");
__asm__(".symver dlsym, dlsym@GLIBC_2.2.5");
__asm__(".symver dlerror, dlerror@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver dlopen, dlopen@GLIBC_2.17");
__asm__(".symver dlsym, dlsym@GLIBC_2.17");
__asm__(".symver dlerror, dlerror@GLIBC_2.17");
#endif

namespace thalweg {

namespace {

// What differs: the type of a handle and these values.
template <class Handle>
struct Constants {
  Handle world, byte, errors_return;
  void* status_ignore;
  int funneled;
};

// The functions, by MPI's names without the prefix.
template <class Handle>
struct Functions {
  int (*Init_thread)(int*, char***, int, int*);
  int (*Finalize)();
  int (*Comm_rank)(Handle, int*);
  int (*Comm_size)(Handle, int*);
  int (*Comm_set_errhandler)(Handle, Handle);
  int (*Ialltoallv)(const void*, const int*, const int*, Handle, void*, const int*, const int*, Handle, Handle,
                    Handle*);
  int (*Iallgatherv)(const void*, int, Handle, void*, const int*, const int*, Handle, Handle, Handle*);
  int (*Ibcast)(void*, int, Handle, int, Handle, Handle*);
  int (*Ibarrier)(Handle, Handle*);
  int (*Test)(Handle*, int*, void*);
  int (*Error_string)(int, char*, int*);
  int (*Get_library_version)(char*, int*);
};

// Looks functions up until one is missing.
class Finder {
 public:
  explicit Finder(void* library) : library_(library) {}
  template <class F>
  void find(F& function, const char* name) {
    function = reinterpret_cast<F>(dlsym(library_, name));
    if (!function && missing.empty()) missing = name;
  }
  std::string missing;

 private:
  void* library_;
};

template <class Handle>
class Library final : public Engine {
 public:
  Library(const char* abi, void* library, const Constants<Handle>& constants, std::string& missing)
      : abi_(abi), k_(constants) {
    Finder finder(library);
    finder.find(f_.Init_thread, "MPI_Init_thread");
    finder.find(f_.Finalize, "MPI_Finalize");
    finder.find(f_.Comm_rank, "MPI_Comm_rank");
    finder.find(f_.Comm_size, "MPI_Comm_size");
    finder.find(f_.Comm_set_errhandler, "MPI_Comm_set_errhandler");
    finder.find(f_.Ialltoallv, "MPI_Ialltoallv");
    finder.find(f_.Iallgatherv, "MPI_Iallgatherv");
    finder.find(f_.Ibcast, "MPI_Ibcast");
    finder.find(f_.Ibarrier, "MPI_Ibarrier");
    finder.find(f_.Test, "MPI_Test");
    finder.find(f_.Error_string, "MPI_Error_string");
    finder.find(f_.Get_library_version, "MPI_Get_library_version");
    missing = finder.missing;
  }

  int start(int& rank, int& size) override {
    int provided = 0;
    if (const int error = f_.Init_thread(nullptr, nullptr, k_.funneled, &provided)) return error;
    // By default an error ends the process before anybody can say why.
    if (const int error = f_.Comm_set_errhandler(k_.world, k_.errors_return)) return error;
    if (const int error = f_.Comm_rank(k_.world, &rank)) return error;
    return f_.Comm_size(k_.world, &size);
  }

  int finish() override { return f_.Finalize(); }

  int all_to_all(const Parts& send, const Parts& receive) override {
    return f_.Ialltoallv(send.data, send.counts, send.offsets, k_.byte, receive.data, receive.counts, receive.offsets,
                         k_.byte, k_.world, &request_);
  }

  int all_gather(const void* send, int bytes, const Parts& receive) override {
    return f_.Iallgatherv(send, bytes, k_.byte, receive.data, receive.counts, receive.offsets, k_.byte, k_.world,
                          &request_);
  }

  int broadcast(void* data, int bytes, int root) override {
    return f_.Ibcast(data, bytes, k_.byte, root, k_.world, &request_);
  }

  int barrier() override { return f_.Ibarrier(k_.world, &request_); }

  int test(bool& done) override {
    int flag = 0;
    const int error = f_.Test(&request_, &flag, k_.status_ignore);
    done = flag != 0;
    return error;
  }

  // MPI writes at most 512 characters here and 8192 below, whichever library it is.
  std::string explain(int error) override {
    char text[1024] = "";
    int length = 0;
    f_.Error_string(error, text, &length);
    return text;
  }

  std::string version() override {
    static char text[8193];
    int length = 0;
    f_.Get_library_version(text, &length);
    const std::string all(text);
    const std::size_t end = all.find_first_of("\n,");
    return end == std::string::npos ? all : all.substr(0, end);
  }

  const char* abi() const override { return abi_; }

 private:
  const char* abi_;
  Constants<Handle> k_;
  Functions<Handle> f_;
  Handle request_{};
};

using Address = void*;
Address at(std::uintptr_t value) { return reinterpret_cast<Address>(value); }

// The first function of MPI 5 says that its constants are the standard's.
bool is_standard(void* library) {
  using Version = int (*)(int*, int*);
  const auto version = reinterpret_cast<Version>(dlsym(library, "MPI_Abi_get_version"));
  int major = 0, minor = 0;
  return version && version(&major, &minor) == 0 && major > 0;
}

std::string detect(void* library) {
  if (is_standard(library)) return "standard";
  return dlsym(library, "ompi_mpi_comm_world") ? "openmpi" : "mpich";
}

Engine* make(const std::string& abi, void* library, std::string& missing) {
  if (abi == "mpich")
    return new (std::nothrow) Library<int>("mpich", library, {0x44000000, 0x4c00010d, 0x54000001, at(1), 1}, missing);
  if (abi == "standard")
    return new (std::nothrow)
        Library<Address>("standard", library, {at(0x101), at(0x247), at(0x143), nullptr, 1024}, missing);
  // Open MPI's handles are the addresses of its variables.
  const Constants<Address> own{dlsym(library, "ompi_mpi_comm_world"), dlsym(library, "ompi_mpi_byte"),
                               dlsym(library, "ompi_mpi_errors_return"), nullptr, 1};
  if (!own.world || !own.byte || !own.errors_return) {
    missing = "ompi_mpi_comm_world";
    return nullptr;
  }
  return new (std::nothrow) Library<Address>("openmpi", library, own, missing);
}

}  // namespace

Engine* open_engine(const char* name, const std::string& abi, std::string& why) {
  void* library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  if (!library) {
    const char* error = dlerror();
    why = error ? error : "cannot be opened";
    return nullptr;
  }
  std::string missing;
  Engine* engine = make(abi.empty() ? detect(library) : abi, library, missing);
  if (engine && missing.empty()) return engine;
  why = missing.empty() ? "out of memory" : "it has no " + missing;
  return nullptr;
}

}  // namespace thalweg

#else

namespace thalweg {

Engine* open_engine(const char*, const std::string&, std::string& why) {
  why = "MPI libraries can be opened on Linux and macOS only";
  return nullptr;
}

}  // namespace thalweg

#endif
