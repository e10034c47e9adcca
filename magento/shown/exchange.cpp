#include "magento/shown/exchange.hpp"

#include "magento/page_text.hpp"

#include <string_view>

namespace acumage::magento {

namespace {

/// "[]" or "true": the store's answer to a batch without a failure.
constexpr std::size_t says_nothing = 16;

/// An answer may have 32 MB.
std::string beginning(std::string_view text, std::size_t most) {
  return cut_text(std::string{text.substr(0, most + 1)}, most);
}

std::string answer_text(const answer& said) {
  if (said.how != carried::answered) return beginning(said.detail, shown_request::most_answer);
  if (is_page(said.body)) return page_text(said.body, shown_request::most_answer);
  return beginning(said.body, shown_request::most_answer);
}

}  // namespace

void shown_exchange::note(const request& asked, const answer& said) {
  if (wrote_ && asked.only_reads) return;
  wrote_ = !asked.only_reads;
  last_.line = beginning(asked.method + " " + asked.path, shown_request::most_line);
  last_.body = beginning(asked.body, shown_request::most_body);
  last_.answer = answer_text(said);
}

std::vector<shown_request> shown_exchange::by_row(
    const batch& what, const batch_outcome& outcome,
    const std::function<std::string(const delivery&)>& render) const {
  std::vector<shown_request> rows(what.rows.size(), last_);
  const bool answered = outcome.rows.size() == rows.size();  // row by row
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& row = rows[i];
    const auto* said = answered ? &outcome.rows.at(i) : nullptr;
    if (wrote_ && said != nullptr && said->verdict == row_verdict::filtered) {
      row = {};  // it was left out
      continue;
    }
    if (rows.size() == 1) continue;
    row.body = wrote_ ? beginning(render(what.rows[i].what), shown_request::most_body) : "";
    if (said != nullptr && !said->message.empty())
      row.answer = beginning(said->message, shown_request::most_answer);
    else if (said != nullptr && row.answer.size() > says_nothing)
      row.answer.clear();  // it is about other records
  }
  return rows;
}

}  // namespace acumage::magento
