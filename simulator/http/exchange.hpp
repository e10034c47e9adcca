// One HTTP exchange as the simulator's rules see it: the request, the answer and how it is transmitted.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::simulator {

/// Views into the connection's buffers, valid while the request is being answered.
struct request {
  std::string_view method;
  std::string_view target;  ///< path and query as received, still percent-encoded
  std::string_view body;
  std::string_view content_type;
  std::string_view accept;
  std::string_view authorization;
  bool content_encoded = false;  ///< sent with a Content-Encoding
  std::string_view host = {};    ///< with its port; part of what is signed
  std::string_view cookie = {};
  bool has_length = true;  ///< sent with a Content-Length, or in chunks

  std::string_view path() const { return target.substr(0, target.find('?')); }
};

inline constexpr const char* json_type = "application/json; charset=utf-8";
inline constexpr const char* html_type = "text/html; charset=UTF-8";

struct answer {
  int status = 200;
  std::string body = {};
  const char* content_type = json_type;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::size_t rows = 0;  ///< of the request; for the log
};

/// How an answer is sent. Set by a fault, carried out by the connection.
struct wire_plan {
  enum class ending : std::uint8_t {
    whole,
    half,     ///< the headers announce all of it, but the connection closes after half of the body
    dripped,  ///< all of it, `drip_bytes` at a time
    reset,    ///< nothing, and a TCP reset
  };
  ending how = ending::whole;
  bool closes = false;  ///< the connection ends after this answer
  std::size_t drip_bytes = 1;
  std::chrono::milliseconds drip_pause{0};
  /// Runs once the answer has been sent and the connection is closed; may be empty.
  std::function<void()> afterwards;
};

/// Who answers on a port.
struct http_service {
  std::function<answer(const request&, wire_plan&)> serve;
  /// Sleeps between the parts of a slow answer; false: the simulator is stopping.
  std::function<bool(std::chrono::milliseconds)> pause;
  std::size_t max_body_bytes = 0;  ///< above: 413
  /// The page of a refusal before any route: 413, 414.
  std::function<answer(int status)> refusal;
};

}  // namespace acumage::simulator
