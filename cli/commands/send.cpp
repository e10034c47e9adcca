#include "cli/commands/send.hpp"

#include "cli/arguments/value_reader.hpp"
#include "cli/client/feed.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"
#include "messages/file_problem.hpp"
#include "messages/json_text.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <utility>

namespace acumage::commands {

namespace {

namespace fs = std::filesystem;
using steady = std::chrono::steady_clock;

constexpr std::uint64_t most_named = 50;  // refused lines; the others are only counted

double seconds_since(steady::time_point then) {
  return std::chrono::duration<double>(steady::now() - then).count();
}

std::string receipt_words(const client::feed_totals& of) {
  std::string text = "accepted " + terminal::grouped(of.accepted) + ", duplicates " +
                     terminal::grouped(of.duplicates);
  if (of.unrouted > 0) text += ", unrouted " + terminal::grouped(of.unrouted);
  if (of.discarded > 0) text += ", discarded " + terminal::grouped(of.discarded);
  if (of.refused > 0) text += ", refused " + terminal::grouped(of.refused);
  return text;
}

std::string known_words(const client::known_records& of) {
  std::string text = terminal::counted(of.at(index_of(entity::pricing)), "price") + ", " +
                     terminal::counted(of.at(index_of(entity::inventory)), "item");
  for (const auto each : {entity::shipment, entity::customer, entity::order})
    text += ", " + terminal::counted(of.at(index_of(each)), to_string(each));
  return text;
}

/// The progress of a run over all files.
class send_run {
 public:
  send_run(std::vector<std::string> files, terminal::terminal& to)
      : files_{std::move(files)}, to_{to}, progress_{to}, began_{steady::now()} {
    std::error_code ignored;
    for (const auto& each : files_) {
      const auto size = fs::file_size(each, ignored);
      sizes_.push_back(ignored ? 0 : size);
      all_bytes_ += sizes_.back();
    }
  }

  /// Returns the exit code.
  int send(client::client& node, double rate, client::feed_kind kind) {
    client::feed all{node, rate, hooks(), kind};
    for (at_ = 0; at_ < files_.size(); ++at_) {
      std::ifstream from{files_[at_], std::ios::binary};
      const auto sent = all.send(from);
      totals_ = all.totals();
      if (!sent) return stopped(sent.problem());
      past_bytes_ += sizes_[at_];
    }
    progress_.clear();
    if (totals_.refused > most_named)
      to_.err << terminal::counted(totals_.refused - most_named, "further line") << " refused\n";
    if (kind == client::feed_kind::baseline && !end_baseline(all)) return 1;
    return totals_.refused == 0 ? 0 : 1;
  }

  void print(arguments::output_form form) {
    const auto seconds = seconds_since(began_);
    if (form == arguments::output_form::text) {
      to_.out << receipt_words(totals_) << "; " << terminal::counted(totals_.requests, "request")
              << ", " << terminal::duration_text(seconds) << "\n";
      if (known_) to_.out << "known now: " << known_words(*known_) << "\n";
      return;
    }
    json_writer json;
    json.object().key("accepted").number(totals_.accepted);
    json.key("duplicates").number(totals_.duplicates).key("unrouted").number(totals_.unrouted);
    json.key("discarded").number(totals_.discarded).key("refused").number(totals_.refused);
    json.key("requests").number(totals_.requests).key("seconds").number(seconds);
    if (known_) {
      json.key("known").object();
      for (const auto each : all_entities)
        json.key(to_string(each)).number(known_->at(index_of(each)));
      json.end();
    }
    to_.out << json.end().take() << "\n";
  }

 private:
  /// Ending a baseline with missing lines would make the node trust figures that it has never seen.
  bool end_baseline(client::feed& of) {
    if (totals_.refused > 0) {
      to_.err << "baseline: " << terminal::counted(totals_.refused, "line")
              << " refused, so it was not ended; expected all lines to be accepted\n";
      return false;
    }
    const auto ended = of.end_baseline();
    if (!ended) to_.err << "baseline: cannot be ended: " << ended.problem().message << "\n";
    if (!ended) return false;
    auto known = of.known();
    progress_.clear();
    if (!known)
      to_.err << "baseline: cannot count what is known: " << known.problem().message << "\n";
    if (known) known_ = *known;
    return known.ok();
  }

  client::feed_hooks hooks() {
    return {.pause = [this](auto wait, auto why) { return pause(wait, why); },
            .progress = [this](const auto& totals, auto bytes) { show(totals, bytes, {}); },
            .refused = [this](auto line, const auto& why) { refused(line, why); },
            .now = steady::now};
  }

  bool pause(std::chrono::milliseconds wait, std::string_view why) {
    if (!why.empty() && !to_.err_is_screen && why != last_wait_)
      to_.err << "waiting: " << why << "\n";
    if (!why.empty()) show(shown_, shown_bytes_, "waiting: " + std::string{why});
    last_wait_ = why;
    return !signals_.wait(wait);
  }

  void show(const client::feed_totals& totals, std::uint64_t bytes, const std::string& note) {
    shown_ = totals;
    shown_bytes_ = bytes;
    const auto seconds = std::max(0.001, seconds_since(began_));
    const auto rows = static_cast<double>(totals.taken());
    progress_.show(all_bytes_ == 0
                       ? 1.0
                       : static_cast<double>(past_bytes_ + bytes) / static_cast<double>(all_bytes_),
                   note.empty() ? terminal::counted(totals.taken(), "row") + ", " +
                                      terminal::fixed_text(rows / seconds, 0) + " rows/s, " +
                                      receipt_words(totals)
                                : note);
  }

  void refused(std::size_t line, const std::string& why) {
    if (++named_ > most_named) return;
    progress_.clear();
    to_.err << files_[at_] << ":" << line << ": " << terminal::printable(why) << "\n";
  }

  int stopped(const error& why) {
    progress_.clear();
    to_.err << files_[at_] << ": " << why.message << "\n";
    return 1;
  }

  const terminal::held_signals signals_{SIGINT, SIGTERM};
  std::vector<std::string> files_;
  std::vector<std::uint64_t> sizes_;
  terminal::terminal& to_;
  terminal::progress_line progress_;
  steady::time_point began_;
  client::feed_totals totals_;
  std::optional<client::known_records> known_;
  client::feed_totals shown_;
  std::uint64_t shown_bytes_ = 0;
  std::uint64_t all_bytes_ = 0;
  std::uint64_t past_bytes_ = 0;
  std::uint64_t named_ = 0;
  std::string last_wait_;
  std::size_t at_ = 0;
};

struct send_order {
  arguments::node_choice node;
  arguments::output_form form = arguments::output_form::text;
  std::vector<std::string> files;
  double rate = 0;  ///< rows per second; 0: as fast as the node accepts them
  client::feed_kind kind = client::feed_kind::news;
  client::tls_identity own = {};
};

int wrong_usage(terminal::terminal& to, const error& why) {
  to.err << why.message << "\n";
  return 2;
}

/// Returns 1 if a line was refused or the node is gone, 2 if a file cannot be read.
int send(const send_order& what, terminal::terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  auto files = expand_files(what.files);
  if (!files) return wrong_usage(to, files.problem());
  auto where = client::intake_endpoint(*with, what.node.intake_url, what.node.token_file);
  if (!where) return wrong_usage(to, where.problem());
  where->own = what.own;
  auto node = client::client::to(std::move(*where));
  if (!node) return wrong_usage(to, node.problem());
  send_run run{std::move(*files), to};
  const int code = run.send(**node, what.rate, what.kind);
  run.print(what.form);
  return code;
}

}  // namespace

result<std::vector<std::string>> expand_files(const std::vector<std::string>& given) {
  std::vector<std::string> files;
  std::error_code problem;
  for (const auto& each : given) {
    if (!fs::is_directory(each, problem)) {
      if (const int number = why_unreadable(each); number != 0)
        return error{errc::not_found,
                     each + ": cannot be read: " + file_problem(each, number) +
                         "; expected a file or a folder",
                     {}};
      files.push_back(each);
      continue;
    }
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator{each, problem}) {
      const auto kind = entry.path().extension();
      if (kind == ".json" || kind == ".ndjson") found.push_back(entry.path().string());
    }
    if (found.empty())
      return error{errc::not_found, each + ": no *.json or *.ndjson in it; expected some", {}};
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

arguments::command send_command() {
  return {.name = "send",
          .help = "Submit files of notifications or changes to the node",
          .example = "acumage send samples/01-price-single.json",
          .flags = arguments::joined(
              {node_flags(
                   "file with the secret of the intake header; default: intake.header_value, or a\n"
                   "signature with intake.hmac_secret"),
               {{"--baseline", "",
                 "remember the current quantities; send only those that were held until\n"
                 "every warehouse of their source was reported"},
                {"--client-certificate", "FILE", "certificate (PEM) for an intake with client_ca"},
                {"--client-key", "FILE", "its private key (PEM)"},
                {"--rate", "N", "rows per second; default: as fast as the node accepts them"},
                {.name = "FILE",
                 .help = "JSON or NDJSON; of a folder, every *.json and *.ndjson in name order",
                 .most = arguments::any_number}}}),
          .read = [](arguments::value_reader& given) -> arguments::action {
            send_order what{.node = given.node(), .form = given.form(), .files = given.all("FILE")};
            if (what.files.empty()) given.refuse("FILE: missing; expected one or more");
            if (given.has("--baseline")) what.kind = client::feed_kind::baseline;
            what.own = {given.text("--client-certificate"), given.text("--client-key")};
            if (given.has("--client-certificate") != given.has("--client-key"))
              given.refuse(
                  "--client-certificate and --client-key: one is missing; expected both or none");
            what.rate = given.number("--rate", 0, {0, 1e9, "0 or more rows a second"});
            return [what](terminal::terminal& to) { return send(what, to); };
          }};
}

}  // namespace acumage::commands
