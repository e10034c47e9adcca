#include "cli/commands/send_run.hpp"

#include "cli/client/payload.hpp"
#include "cli/commands/send_files.hpp"
#include "cli/terminal/table.hpp"
#include "messages/json_text.hpp"
#include "messages/pull.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

namespace acumage::commands {

namespace {

namespace fs = std::filesystem;
using steady = std::chrono::steady_clock;

constexpr const char* again_words =
    "correct these rows and send the file again; the rows that were accepted do no harm twice\n";
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

}  // namespace

std::string input::name() const { return path == standard_input ? "stdin" : path; }

send_run::send_run(std::vector<input> files, terminal::terminal& to)
    : files_{std::move(files)}, to_{to}, progress_{to}, began_{steady::now()} {
  std::error_code ignored;
  for (const auto& each : files_) {
    const auto size = fs::file_size(each.path, ignored);
    sizes_.push_back(ignored ? 0 : size);
    all_bytes_ += sizes_.back();
  }
}

int send_run::send(client::client& node, double rate, client::feed_kind kind) {
  client::feed all{node, rate, hooks(), kind};
  for (at_ = 0; at_ < files_.size(); ++at_) {
    const auto sent = send_file(all);
    totals_ = all.totals();
    if (!sent) return stopped(sent.problem());
    past_bytes_ += sizes_[at_];
  }
  progress_.clear();
  if (totals_.refused > 0 && holds_rows()) to_.err << again_words;
  if (totals_.refused > most_named)
    to_.err << terminal::counted(totals_.refused - most_named, "further line") << " refused\n";
  if (kind == client::feed_kind::baseline && !end_baseline(all)) return 1;
  return totals_.refused == 0 ? 0 : 1;
}

void send_run::print(arguments::output_form form) {
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

status send_run::send_file(client::feed& all) {
  const auto& what = files_[at_];
  std::ifstream file;
  if (what.path != standard_input) file.open(what.path, std::ios::binary);
  auto& from = what.path == standard_input ? std::cin : static_cast<std::istream&>(file);
  if (!what.rows) {
    if (auto sent = all.send(from); !sent) return sent;
  } else {
    to_.err << what.name() << ": version " << what.rows->version << ", "
            << rfc3339(unix_us_of(what.rows->version)) << "\n";
    client::rows_reader rows{from, *what.rows, all.limits()};
    if (auto sent = all.send(rows); !sent) return sent;
  }
  if (!from.bad()) return done();
  return error{errc::storage_failed, "cannot be read to its end; the rest was not sent", {}};
}

/// Ending a baseline with missing lines would make the node trust figures that it has never seen.
bool send_run::end_baseline(client::feed& of) {
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

client::feed_hooks send_run::hooks() {
  return {.pause = [this](auto wait, auto why) { return pause(wait, why); },
          .progress = [this](const auto& totals, auto bytes) { show(totals, bytes, {}); },
          .refused = [this](auto line, const auto& why) { refused(line, why); },
          .now = steady::now};
}

bool send_run::pause(std::chrono::milliseconds wait, std::string_view why) {
  if (!why.empty() && !to_.err_is_screen && why != last_wait_)
    to_.err << "waiting: " << why << "\n";
  if (!why.empty()) show(shown_, shown_bytes_, "waiting: " + std::string{why});
  last_wait_ = why;
  return !signals_.wait(wait);
}

void send_run::show(const client::feed_totals& totals, std::uint64_t bytes,
                    const std::string& note) {
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

void send_run::refused(std::size_t line, const std::string& why) {
  if (++named_ > most_named) return;
  progress_.clear();
  to_.err << files_[at_].name() << ":" << line << ": " << terminal::printable(why) << "\n";
}

bool send_run::holds_rows() const {
  return std::any_of(files_.begin(), files_.end(),
                     [](const auto& each) { return each.rows.has_value(); });
}

int send_run::stopped(const error& why) {
  progress_.clear();
  to_.err << files_[at_].name() << ": " << why.message << "\n";
  return 1;
}

}  // namespace acumage::commands
