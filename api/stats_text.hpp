// The answer to GET /stats, from figures that are available without asking an actor (SPEC 10, 11).
#pragma once

#include "api/node_port.hpp"
#include "messages/json_text.hpp"
#include "messages/stats.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace acumage::api {

/// The recent rate of a counter, independent of who asks and how often. Any thread.
class rate_meter {
 public:
  /// Per second, over the last 5 s or since the last call if that is longer ago; the first call
  /// covers the time since the start, `uptime_s` ago. `now_ms`: steady clock.
  double rate(const std::string& name, std::uint64_t count, std::int64_t now_ms, double uptime_s);

 private:
  struct sample {
    std::int64_t at_ms = 0;
    std::uint64_t count = 0;
  };
  struct pair_of_samples {
    sample older;
    sample newer;
  };

  std::mutex mutex_;
  std::map<std::string, pair_of_samples> samples_;
};

/// {"state","entities","since","what","store","next","action"}; null where there is nothing to say.
void add_headline(json_writer& json, const headline& of);

/// Times without a value are null; oldest_age_s and group_size are 0 when there is nothing.
std::string stats_json(const node_figures& node, const stats_table& table, rate_meter& rates);

}  // namespace acumage::api
