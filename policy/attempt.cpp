#include "policy/attempt.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace acumage::policy {

ending attempt_result::ending_of(const tried_batch& tried, const batch_row& row,
                                 end_kind outcome) const {
  ending closing;
  closing.entity = options_.entity;
  closing.key = row.what.change_key();
  if (!row.what.subject.empty()) closing.target = row.what.key;
  closing.version = row.what.version;
  closing.outcome = outcome;
  closing.status = tried.outcome.status;
  closing.request_id = tried.request_id;
  closing.duration_ms = static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, when_.now_us - row.what.accepted_at_us) / 1000);
  return closing;
}

void attempt_result::by_row(tried_batch& tried) {
  assert(tried.outcome.rows.size() == tried.what.rows.size());
  for (std::size_t i = 0; i < tried.what.rows.size(); ++i) {
    auto& row = tried.what.rows[i];
    const auto& said = tried.outcome.rows[i];
    switch (said.verdict) {
      case row_verdict::delivered: deliver(tried, row); break;
      case row_verdict::refused: refuse(tried, row, said.reason, said.message); break;
      case row_verdict::failed: fail(tried, row, said.message); break;
      case row_verdict::unknown_record: park(tried, row, said.message); break;
      case row_verdict::doubtful: alone.push_back(std::move(row)); break;
    }
  }
}

void attempt_result::only_row_failed(tried_batch& tried) {
  fail(tried, tried.what.rows.front(), tried.outcome.message);
}

void attempt_result::only_row_refused(tried_batch& tried) {
  refuse(tried, tried.what.rows.front(), tried.outcome.reason, tried.outcome.message);
}

void attempt_result::deliver(const tried_batch& tried, const batch_row& row) {
  auto closing = ending_of(tried, row, end_kind::delivered);
  closing.attempts = static_cast<int>(row.past.size()) + 1;
  for (const auto& covered : row.what.also) {
    auto other = closing;
    other.key = covered.key;
    other.version = covered.version;
    other.mark = delivered_mark{covered.version, row.what.value};
    ends.push_back(std::move(other));
  }
  closing.mark = delivered_mark{row.what.version, row.what.value};
  ends.push_back(std::move(closing));
}

void attempt_result::refuse(const tried_batch& tried, batch_row& row, letter_class reason,
                            const std::string& message) {
  const auto verdict = tried.outcome.verdict;
  row.past.push_back({tried.at_us, tried.outcome.status, message});
  failed_delivery letter;
  letter.voids_mark = row.what.recovered || verdict == batch_verdict::uncertain ||
                      verdict == batch_verdict::suspect || verdict == batch_verdict::unavailable;
  letter.what = std::move(row.what);
  letter.reason = reason;
  letter.error = message;
  letter.sent = true;
  letter.attempts = std::move(row.past);
  letter.status = tried.outcome.status;
  letter.request_id = tried.request_id;
  failures.push_back(std::move(letter));
}

void attempt_result::fail(const tried_batch& tried, batch_row& row, const std::string& message) {
  ++attempts_failed;
  const auto verdict = tried.outcome.verdict;
  const bool broke = verdict == batch_verdict::uncertain || verdict == batch_verdict::unavailable;
  if (static_cast<int>(row.past.size()) + 1 >= options_.retry.retry_count)
    return refuse(tried, row, broke ? letter_class::poison : letter_class::exhausted, message);
  key_result again;
  again.key = row.what.key;
  again.fate = key_fate::again;
  again.past = std::move(row.past);
  again.past.push_back({tried.at_us, tried.outcome.status, message});
  auto wait = backoff(static_cast<int>(again.past.size()), when_.draw(), options_.retry);
  if (verdict == batch_verdict::uncertain) {
    wait = std::max(wait, options_.settle_time);
    again.rests = true;
  }
  again.uncertain = verdict != batch_verdict::contended && verdict != batch_verdict::answered;
  again.again_at = when_.now + wait;
  back.keys.push_back(std::move(again));
}

void attempt_result::park(const tried_batch& tried, batch_row& row, const std::string& message) {
  if (options_.ignore_unknown) {
    auto closing = ending_of(tried, row, end_kind::filtered);
    closing.reason = "unknown_sku";
    closing.voids_mark = row.what.recovered;
    ends.push_back(std::move(closing));
    return;
  }
  key_result parked;
  parked.key = row.what.key;
  parked.fate = key_fate::parked;
  parked.past = std::move(row.past);
  parked.words = {tried.at_us, tried.outcome.status, message};
  back.keys.push_back(std::move(parked));
}

void attempt_result::again(tried_batch& tried, std::uint64_t group) {
  const bool contended = tried.outcome.verdict == batch_verdict::contended;
  const bool unanswered = tried.outcome.verdict == batch_verdict::uncertain;
  back.group = group;
  back.tries = tried.what.tries + (contended ? 1 : 0);
  back.strikes = tried.what.strikes + (contended ? 0 : 1);
  auto wait = backoff(back.tries + back.strikes, when_.draw(), options_.retry);
  if (unanswered) wait = std::max(wait, options_.settle_time);
  for (auto& row : tried.what.rows) {
    key_result again;
    again.key = row.what.key;
    again.fate = key_fate::again;
    again.again_at = when_.now + wait;
    again.past = std::move(row.past);
    again.group = group;
    again.uncertain = !contended;
    again.rests = unanswered;
    back.keys.push_back(std::move(again));
  }
}

void attempt_result::hold(tried_batch& tried) {
  const bool unanswered = tried.outcome.verdict == batch_verdict::uncertain;
  for (auto& row : tried.what.rows) {
    key_result held;
    held.key = row.what.key;
    held.past = std::move(row.past);
    held.fate = unanswered ? key_fate::again : key_fate::held;
    held.again_at = when_.now + options_.settle_time;
    held.rests = unanswered;
    held.uncertain = unanswered || tried.outcome.verdict == batch_verdict::suspect;
    back.keys.push_back(std::move(held));
  }
}

std::vector<batch> split(batch whole, std::size_t most) {
  std::vector<batch> pieces;
  for (std::size_t from = 0; from < whole.rows.size(); from += most) {
    batch piece;
    piece.number = whole.number;
    const auto to = std::min(from + most, whole.rows.size());
    std::move(whole.rows.begin() + static_cast<std::ptrdiff_t>(from),
              whole.rows.begin() + static_cast<std::ptrdiff_t>(to), std::back_inserter(piece.rows));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace acumage::policy
