#include "bench/report.hpp"

#include "bench/child.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>
#include <vector>

namespace acumage::bench {

namespace {

enum class better { more, less };

struct ceiling {
  const char* name;  ///< nullptr: none
  const char* words;
};

struct row {
  const char* title;
  const char* name;
  const char* unit;
  better which;
  double target;  ///< 0: none
  std::array<ceiling, 2> beside;
};

struct section {
  const char* title;
  std::vector<row> rows;
};

const std::vector<section>& sections() {
  static const std::vector<section> all{
      {"What a merchant feels",
       {
           {"calls saved by coalescing (store 200 ms per call, 500 keys, 1,000,000 changes)",
            "savings.factor",
            "×",
            better::more,
            50,
            {}},
           {"lag, push to store, idle node, no pause: median",
            "lag.p50_ms",
            "ms",
            better::less,
            2,
            {{{"ceiling.sync_p50_ms", "one synced write"},
              {"ceiling.store.call_p50_ms", "one call"}}}},
           {"… 99 of 100",
            "lag.p99_ms",
            "ms",
            better::less,
            10,
            {{{"ceiling.sync_p99_ms", "one synced write"}}}},
           {"memory of a waiting price", "memory.queue_bytes", "B", better::less, 150, {}},
           {"memory of the node, 1,000,000 prices waiting",
            "memory.waiting_mb",
            "MB",
            better::less,
            256,
            {{{"memory.empty_mb", "empty node"}}}},
           {"… after a restart", "memory.restarted_mb", "MB", better::less, 256, {}},
           {"restart with 1,000,000 waiting, to the first delivery",
            "restart.first_s",
            "s",
            better::less,
            5,
            {{{"ceiling.open_s", "RocksDB open"}}}},
           {"idle CPU, of one core", "idle.percent", "%", better::less, 0.5, {}},
           {"… with process_sleep_time = 0", "idle.continuous_percent", "%", better::less, 0.5, {}},
       }},
      {"Throughput",
       {
           {"durable intake, one change per push, 64 connections",
            "single.rate",
            "/s",
            better::more,
            8'000,
            {{{"ceiling.front.rate", "empty front"},
              {"ceiling.commit64.rate", "RocksDB, 64 to a sync"}}}},
           {"… answer, median",
            "single.answer_p50_ms",
            "ms",
            better::less,
            8,
            {{{"ceiling.front.answer_p50_ms", "empty front"}}}},
           {"… 99 of 100", "single.answer_p99_ms", "ms", better::less, 40, {}},
           {"… CPU per change", "single.cpu_us", "µs", better::less, 120, {}},
           {"one connection: answer, median",
            "alone.answer_p50_ms",
            "ms",
            better::less,
            0.6,
            {{{"ceiling.sync_p50_ms", "one synced write"},
              {"ceiling.front.alone_p50_ms", "empty front"}}}},
           {"… 99 of 100",
            "alone.answer_p99_ms",
            "ms",
            better::less,
            5,
            {{{"ceiling.sync_p99_ms", "one synced write"}}}},
           {"durable intake, lanes paused, 1000 lines per request, 4 connections",
            "bulk.rate",
            "/s",
            better::more,
            200'000,
            {{{"ceiling.commit1000.rate", "RocksDB, 1000 to a sync"}}}},
           {"… CPU per change", "bulk.cpu_us", "µs", better::less, 12, {}},
           {"accepted and delivered, prices, batch 500",
            "deliver.pricing.rate",
            "/s",
            better::more,
            60'000,
            {{{"ceiling.store.rate", "simulator alone"}}}},
           {"… CPU per change", "deliver.pricing.cpu_us", "µs", better::less, 12, {}},
           {"… of keys never delivered before",
            "deliver.pricing.first.rate",
            "/s",
            better::more,
            60'000,
            {}},
           {"accepted and delivered, quantities, batch 500",
            "deliver.inventory.rate",
            "/s",
            better::more,
            0,
            {{{"ceiling.store.rate", "simulator alone"}}}},
           {"… CPU per change", "deliver.inventory.cpu_us", "µs", better::less, 0, {}},
           {"backlog of 1,000,000, drained",
            "drain.rate",
            "/s",
            better::more,
            100'000,
            {{{"ceiling.scan.rate", "journal scan"}, {"ceiling.store.rate", "simulator alone"}}}},
           {"… after a restart", "drain.restart.rate", "/s", better::more, 100'000, {}},
       }},
  };
  return all;
}

using values = std::map<std::string, std::vector<double>>;

values read(const std::filesystem::path& results) {
  std::ifstream lines{results};
  if (!lines) fail(results.string() + ": cannot be read");
  values all;
  for (std::string name; std::getline(lines, name, '\t');) {
    std::string text;
    std::getline(lines, text);
    all[name].push_back(std::stod(text));
  }
  for (auto& [name, each] : all) std::sort(each.begin(), each.end());
  return all;
}

double median(const std::vector<double>& sorted) {
  const auto half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/// Three significant digits, thousands apart: 81.5, 0.42, 12,400.
std::string shown(double value) {
  std::array<char, 32> text{};
  if (value < 1000) {
    std::snprintf(text.data(), text.size(), "%.3g", value);
    return text.data();
  }
  double step = 1;
  while (value / step >= 1000) step *= 10;
  std::snprintf(text.data(), text.size(), "%.0f", std::round(value / step) * step);
  std::string grouped = text.data();
  for (auto at = static_cast<std::ptrdiff_t>(grouped.size()) - 3; at > 0; at -= 3)
    grouped.insert(static_cast<std::size_t>(at), ",");
  return grouped;
}

std::string verdict(const row& of, double value) {
  if (of.target == 0) return "";
  const bool met = of.which == better::more ? value >= of.target : value <= of.target;
  return met ? "met" : "**missed**";
}

std::string line_of(const row& of, const values& all) {
  const auto found = all.find(of.name);
  if (found == all.end()) return "";
  const auto& rounds = found->second;
  const auto middle = median(rounds);
  std::ostringstream line;
  line << "| " << of.title << " | **" << shown(middle) << " " << of.unit << "** | "
       << shown(rounds.front()) << " – " << shown(rounds.back()) << " | ";
  if (of.target != 0)
    line << (of.which == better::more ? "≥ " : "≤ ") << shown(of.target) << " " << of.unit;
  line << " | " << verdict(of, middle) << " | ";
  bool any = false;
  for (const auto& each : of.beside) {
    if (each.name == nullptr) continue;
    const auto measured = all.find(each.name);
    if (measured == all.end()) continue;
    const std::string_view name{each.name};
    const auto* unit = name.ends_with("rate")  ? "/s"
                       : name.ends_with("_ms") ? " ms"
                       : name.ends_with("_mb") ? " MB"
                                               : " s";
    line << (any ? "; " : "") << each.words << " " << shown(median(measured->second)) << unit;
    any = true;
  }
  line << " |\n";
  return line.str();
}

}  // namespace

std::string table_of(const std::filesystem::path& results) {
  const auto all = read(results);
  std::string text;
  for (const auto& part : sections()) {
    text += "\n**" + std::string{part.title} + "**\n\n";
    text += "| quantity | median | min – max | target | | ceiling measured beside it |\n";
    text += "| --- | --- | --- | --- | --- | --- |\n";
    for (const auto& each : part.rows) text += line_of(each, all);
  }
  text += "\n**Ceilings**: ";
  bool any = false;
  for (const auto& [name, rounds] : all) {
    if (!name.starts_with("ceiling.")) continue;
    text += (any ? ", " : "") + ("`" + name.substr(8) + "` ") + shown(median(rounds));
    any = true;
  }
  return text + ".\n";
}

void put_between_marks(const std::filesystem::path& document, const std::string& text) {
  constexpr std::string_view begin = "<!-- figures: begin -->\n";
  constexpr std::string_view end = "<!-- figures: end -->";
  std::ifstream in{document};
  std::stringstream whole;
  whole << in.rdbuf();
  const auto old = whole.str();
  const auto from = old.find(begin);
  const auto to = old.find(end);
  if (from == std::string::npos || to == std::string::npos || to < from)
    fail(document.string() + ": no marks; expected \"<!-- figures: begin -->\" and \"end\"");
  std::ofstream{document} << old.substr(0, from + begin.size()) << text << old.substr(to);
}

}  // namespace acumage::bench
