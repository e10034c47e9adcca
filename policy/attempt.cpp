#include "policy/attempt.hpp"

#include "policy/coalescing.hpp"
#include "policy/ends.hpp"
#include "policy/verdicts.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace acumage::policy {

namespace {

key_result back_with(batch_row& row, key_fate fate) {
  key_result back;
  back.key = row.what.key;
  back.fate = fate;
  back.past = std::move(row.past);
  back.doubted = row.doubted;
  return back;
}

/// Whether a request of the row that was just made may still be applied.
bool is_open(const tried_batch& tried, const batch_row& row) {
  return tried.outcome.verdict == batch_verdict::uncertain || row.unrested;
}

}  // namespace

ending attempt_result::ending_of(const tried_batch& tried, const batch_row& row,
                                 end_kind outcome) const {
  ending closing;
  closing.entity = options_.entity;
  closing.outcome = outcome;
  closing.status = tried.outcome.status;
  closing.request_id = tried.request_id;
  closing.sent = row.shown;
  closing.duration_ms = static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, when_.now_us - row.what.accepted_at_us) / 1000);
  return closing;
}

void attempt_result::by_row(tried_batch& tried) {
  assert(tried.outcome.rows.size() == tried.what.rows.size());
  for (std::size_t i = 0; i < tried.what.rows.size(); ++i) {
    auto& row = tried.what.rows[i];
    const auto& said = tried.outcome.rows[i];
    const bool bad = said.verdict == row_verdict::refused || said.verdict == row_verdict::failed;
    if (bad && spared(tried)) {
      give_back(tried, row);
      continue;
    }
    if (bad) watch_.failed(row.what.key, tried.outcome.status, said.message);
    switch (said.verdict) {
      case row_verdict::delivered: deliver(tried, row, said); break;
      case row_verdict::refused: refuse(tried, row, said.reason, said.message); break;
      case row_verdict::failed: fail(tried, row, said.message, said.wait); break;
      case row_verdict::unknown_record: park(tried, row, said.message); break;
      case row_verdict::filtered: filter_out(tried, row, said.message); break;
      case row_verdict::doubtful: alone.push_back(std::move(row)); break;
    }
  }
}

void attempt_result::only_row_failed(tried_batch& tried) {
  auto& row = tried.what.rows.front();
  const auto& said = tried.outcome;
  if (spared(tried)) return give_back(tried, row);
  if (said.verdict == batch_verdict::contended)
    watch_.locked_alone(row.what.key, said.status, said.message);
  else
    watch_.failed(row.what.key, said.status, said.message);
  const auto before = back.keys.size();
  fail(tried, row, said.message);
  if (back.keys.size() > before) back.keys.back().alone = true;  // or it would fail others again
}

void attempt_result::only_row_refused(tried_batch& tried) {
  auto& row = tried.what.rows.front();
  const auto& said = tried.outcome;
  if (spared(tried)) return give_back(tried, row);
  watch_.failed(row.what.key, said.status, said.message);
  refuse(tried, row, said.reason, said.message);
}

void attempt_result::deliver(const tried_batch& tried, batch_row& row, const row_outcome& said) {
  ++delivered;
  watch_.delivered(row.what.key);
  recent_.delivered(row.what.key, when_.now);
  // The conversation of a document has read the store's records before it reports this.
  if (row.doubted && !row.what.verify && !is_document(options_.entity)) {
    auto unsure = back_with(row, key_fate::again);
    unsure.again_at = when_.now + options_.settle_time;
    unsure.verify = true;
    unsure.rests = row.unrested;
    back.keys.push_back(std::move(unsure));
    return;
  }
  auto closing = ending_of(tried, row, end_kind::delivered);
  closing.attempts = static_cast<int>(row.past.size()) + 1;
  closing.reason = said.message;
  closing.mark = delivered_mark{row.what.version, remembered(row.what.value)};
  add_ends(row.what, closing, ends);
  ends.back().moves = said.moves;
}

void attempt_result::refuse(const tried_batch& tried, batch_row& row, letter_class reason,
                            const std::string& message) {
  const auto verdict = tried.outcome.verdict;
  row.past.push_back({tried.at_us, tried.outcome.status, message, tried.request_id});
  if (is_open(tried, row)) {
    auto resting = back_with(row, key_fate::again);
    resting.again_at = when_.now + options_.settle_time;
    resting.rests = resting.doubted = resting.uncertain = true;
    resting.given_up = reason;
    back.keys.push_back(std::move(resting));
    return;
  }
  failed_delivery letter;
  letter.voids_mark = row.what.recovered || row.doubted || verdict == batch_verdict::uncertain ||
                      verdict == batch_verdict::suspect || verdict == batch_verdict::unavailable;
  letter.shown = std::move(row.shown);
  letter.what = std::move(row.what);
  letter.reason = reason;
  letter.error = message;
  letter.sent = true;
  letter.attempts = std::move(row.past);
  letter.status = tried.outcome.status;
  letter.request_id = tried.request_id;
  failures.push_back(std::move(letter));
}

void attempt_result::fail(const tried_batch& tried, batch_row& row, const std::string& message,
                          std::chrono::milliseconds at_least) {
  ++attempts_failed;
  const auto verdict = tried.outcome.verdict;
  const bool broke = verdict == batch_verdict::uncertain || verdict == batch_verdict::unavailable;
  if (static_cast<int>(row.past.size()) + 1 >= options_.retry.retry_count)
    return refuse(tried, row, broke ? letter_class::poison : letter_class::exhausted, message);
  auto again = back_with(row, key_fate::again);
  again.past.push_back({tried.at_us, tried.outcome.status, message, tried.request_id});
  auto wait = backoff(static_cast<int>(again.past.size()), when_.draw(), options_.retry);
  wait = std::max(wait, at_least);
  if (is_open(tried, row)) {
    wait = std::max(wait, options_.settle_time);
    again.rests = true;
    again.doubted = true;
  }
  again.uncertain = verdict != batch_verdict::contended && verdict != batch_verdict::answered;
  again.again_at = when_.now + wait;
  back.keys.push_back(std::move(again));
}

void attempt_result::filter_out(const tried_batch& tried, batch_row& row,
                                const std::string& reason) {
  auto closing = ending_of(tried, row, end_kind::filtered);
  closing.reason = reason;
  closing.voids_mark = row.what.recovered || row.doubted;
  add_ends(row.what, closing, ends);
}

void attempt_result::park(const tried_batch& tried, batch_row& row, const std::string& message) {
  if (options_.ignore_unknown) return filter_out(tried, row, "unknown_sku");
  auto parked = back_with(row, key_fate::parked);
  parked.words = {tried.at_us, tried.outcome.status, message};
  back.keys.push_back(std::move(parked));
}

void attempt_result::again(tried_batch& tried, std::uint64_t group) {
  const bool contended = tried.outcome.verdict == batch_verdict::contended;
  const bool single = tried.what.rows.size() == 1;
  const bool unanswered = std::any_of(tried.what.rows.begin(), tried.what.rows.end(),
                                      [&](const batch_row& row) { return is_open(tried, row); });
  auto been = tried.what.been;
  ++(contended ? been.tries : is_stores_fault(tried.outcome) ? been.turned_away : been.strikes);
  if (!single) back.group = group;
  back.been = been;
  auto wait = backoff(been.tries + been.strikes + been.turned_away, when_.draw(), options_.retry);
  if (unanswered) wait = std::max(wait, options_.settle_time);
  for (auto& row : tried.what.rows) {
    auto again = back_with(row, key_fate::again);
    again.again_at = when_.now + wait;
    again.group = back.group;
    again.alone = single;
    again.been = been;
    again.uncertain = !contended;
    again.rests = unanswered;
    again.doubted = again.doubted || unanswered;
    back.keys.push_back(std::move(again));
  }
}

void attempt_result::turned_away(tried_batch& tried) {
  auto& row = tried.what.rows.front();
  auto& since = tried.what.been.alone_since;
  if (!since) since = when_.now;
  const auto others = recent_.others_since(row.what.key, *since);
  if (when_.now - *since < options_.suspect_limit || others < recent_deliveries::enough)
    return again(tried, 0);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(when_.now - *since);
  refuse(tried, row, letter_class::poison,
         "turned away for " + std::to_string(seconds.count()) + " s, while at least " +
             std::to_string(recent_deliveries::enough) +
             " other records were delivered; expected the store, or a firewall in front of it, "
             "to accept this one too: " +
             tried.outcome.message);
}

void attempt_result::give_back(const tried_batch& tried, batch_row& row) {
  const bool unanswered = is_open(tried, row);
  auto held = back_with(row, unanswered ? key_fate::again : key_fate::held);
  held.again_at = when_.now + options_.settle_time;
  held.rests = unanswered;
  held.doubted = held.doubted || unanswered;
  held.uncertain = unanswered || tried.outcome.verdict == batch_verdict::suspect;
  if (tried.what.rows.size() == 1) held.been = tried.what.been;
  back.keys.push_back(std::move(held));
}

void attempt_result::hold(tried_batch& tried) {
  for (auto& row : tried.what.rows) give_back(tried, row);
}

std::vector<batch> split(tried_batch&& whole, std::size_t most) {
  const bool unanswered = whole.outcome.verdict == batch_verdict::uncertain;
  const bool unsure = unanswered || whole.outcome.verdict == batch_verdict::suspect;
  auto& rows = whole.what.rows;
  for (auto& row : rows) {
    row.doubted = row.doubted || unanswered;
    row.unrested = row.unrested || unanswered;
    row.what.verify = row.what.verify && !unanswered;  // that request may also be applied late
    row.what.recovered = row.what.recovered || unsure;
  }
  std::vector<batch> pieces;
  for (std::size_t from = 0; from < rows.size(); from += most) {
    batch piece;
    piece.number = whole.what.number;
    const auto to = std::min(from + most, rows.size());
    if (to - from > 1) piece.been = whole.what.been;  // a single row is judged on its own
    std::move(rows.begin() + static_cast<std::ptrdiff_t>(from),
              rows.begin() + static_cast<std::ptrdiff_t>(to), std::back_inserter(piece.rows));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace acumage::policy
