// Load on one thread over keep-alive connections: each sends its next request when its answer is there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace acumage::bench {

struct target {
  std::uint16_t port = 0;  ///< on 127.0.0.1
  std::string path = "/push";
  std::string content_type = "application/json";
  std::string headers = {};  ///< more lines, each with its CRLF
};

struct load_figures {
  std::uint64_t answered = 0;            ///< with 200
  std::uint64_t refused = 0;             ///< with 503: sent again
  double seconds = 0;                    ///< first byte sent to last answer
  std::vector<std::uint32_t> answer_us;  ///< of each 200, from its first byte sent

  double rate() const { return static_cast<double>(answered) / seconds; }
};

/// Writes the next body into `body`; false: there is none.
using next_body = std::function<bool(std::string& body)>;

/// Until there is no body left and every answer has come. Fails on any status but 200 and 503.
load_figures drive(const target& to, std::size_t connections, const next_body& next);

/// The value that a share of them (0.5: half) does not exceed, in milliseconds; 0 of none.
double percentile_ms(std::vector<std::uint32_t> times_us, double share);

}  // namespace acumage::bench
