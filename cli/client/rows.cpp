#include "cli/client/rows.hpp"

#include "acumatica/json_token.hpp"
#include "acumatica/row_check.hpp"
#include "cli/client/json.hpp"
#include "messages/json_text.hpp"

#include <utility>
#include <variant>

namespace acumage::client {

namespace {

/// A notification, or a change in the node's own form.
bool is_complete(const acumatica::json_node& row) {
  const auto has = [&](const char* name) { return member(row, name) != nullptr; };
  return has("entity") ? has("version") && (has("fields") || has("deleted"))
                       : has("Query") && (has("Inserted") || has("Deleted"));
}

std::string change_of(const rows_meaning& as, std::string_view fields, std::size_t line) {
  json_writer json;
  json.object().key("entity").string(to_string(as.entity)).key("version").number(as.version);
  json.key("id").string((as.baseline ? "baseline line " : "line ") + std::to_string(line));
  json.key("fields").raw(acumatica::on_one_line(std::string{fields}));
  return json.end().take();
}

}  // namespace

rows_reader::rows_reader(std::istream& from, const rows_meaning& meaning, payload_limits bounds)
    : meaning_{meaning}, rows_{acumatica::read_file(from)}, requests_{bounds} {}

std::optional<payload_item> rows_reader::next() {
  while (requests_.empty() && !ended_) {
    const auto item = rows_->next();
    if (!header_fits() || !item) {
      ended_ = true;
      requests_.close();
    } else if (const auto* const wrong = std::get_if<acumatica::file_mistake>(&*item)) {
      requests_.add_bad({wrong->line, wrong->problem});
    } else {
      take(std::get<acumatica::file_row>(*item));
    }
  }
  return requests_.take();
}

/// Checked once, when it has been read.
bool rows_reader::header_fits() {
  if (header_seen_ || rows_->columns().empty()) return true;
  header_seen_ = true;
  const auto problem =
      acumatica::header_problem(meaning_.entity, rows_->columns(), meaning_.aliases);
  if (!problem.empty()) requests_.add_bad({1, problem});
  return problem.empty();
}

void rows_reader::take(const acumatica::file_row& row) {
  const auto root = tree_.read(row.json, row.line);
  if (!root) return requests_.add_bad(misread(root.problem(), row.line));
  const auto& object = **root;
  if (is_complete(object))
    return requests_.add_object(object, row.json, row.line, rows_->position());
  if (auto problem = acumatica::row_problem(meaning_.entity, object, meaning_.aliases);
      !problem.empty())
    return requests_.add_bad({row.line, std::move(problem)});
  requests_.add_change(change_of(meaning_, object.raw, row.line), row.line, rows_->position());
}

}  // namespace acumage::client
