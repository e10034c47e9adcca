#include "names.hpp"

#include <dlfcn.h>
#include <netdb.h>
#include <condition_variable>
#include <mutex>
#include <string_view>

namespace acumage::tests {

namespace {

// Never destroyed: a look-up that was given up may outlive the tests.
struct name_server {
  std::mutex mutex;
  std::condition_variable news;
  int questions = 0;
  bool silent = false;
};
name_server& server() {
  static auto* const only = new name_server;
  return *only;
}

}  // namespace

silent_name_server::silent_name_server() {
  const std::lock_guard guard{server().mutex};
  server().silent = true;
}

silent_name_server::~silent_name_server() {
  std::unique_lock lock{server().mutex};
  server().silent = false;
  server().news.notify_all();
  server().news.wait(lock, [] { return server().questions == 0; });
}

void silent_name_server::wait_for_question() {
  std::unique_lock lock{server().mutex};
  server().news.wait(lock, [] { return server().questions > 0; });
}

}  // namespace acumage::tests

/// libcurl finds this one before that of libc.
extern "C" int getaddrinfo(const char* host, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  using acumage::tests::server;
  if (host != nullptr && std::string_view{host} == "slow.test") {
    std::unique_lock lock{server().mutex};
    ++server().questions;
    server().news.notify_all();
    server().news.wait(lock, [] { return !server().silent; });
    --server().questions;
    server().news.notify_all();
    return EAI_AGAIN;
  }
  using look_up = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto real = reinterpret_cast<look_up>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(host, service, hints, found);
}
