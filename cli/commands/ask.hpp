// What commands have in common that ask a node: opening it, printing its answer, saying what went wrong.
#pragma once

#include "cli/arguments/value_reader.hpp"
#include "cli/client/admin.hpp"
#include "cli/client/json.hpp"
#include "cli/folder/folder.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace acumage::commands {

/// The exit code.
using question = std::function<result<int>(client::admin_access&, terminal::terminal&)>;

/// Asks the running node that is meant, or its data folder when none runs.
arguments::action on_admin(const arguments::value_reader& given, folder::folder_use use,
                           question ask);
/// The same for what only a running node knows.
arguments::action on_node(const arguments::value_reader& given, question ask);

/// An answer, read.
class answer {
 public:
  static result<answer> of(client::admin_access& from, const result<client::http_reply>& reply);

  const std::string& json() const { return parts_->json; }
  const acumatica::json_node& root() const { return *parts_->root; }
  std::uint64_t count() const { return client::count_of(root(), "count"); }
  /// The JSON as it came, or `text`; 0.
  int print(arguments::output_form form, const std::string& text, terminal::terminal& to) const;

 private:
  struct parts {
    std::string json;
    client::json_document document;
    const acumatica::json_node* root = nullptr;
  };
  std::unique_ptr<parts> parts_;  // the nodes refer to the text, which must stay where it is
};

/// One order to change something.
struct change_order {
  std::string path;              ///< of the POST
  api::name_values values = {};  ///< what is meant, and how
  std::string counted = {};      ///< "dead letter"
  std::string becomes = {};      ///< "discarded"
  std::string warning = {};      ///< a sentence on what cannot be undone; empty: all of it can
  bool yes = false;              ///< without a question
  bool dry_run = false;
  arguments::output_form form = arguments::output_form::text;

  folder::folder_use use() const {
    return dry_run ? folder::folder_use::look : folder::folder_use::change;
  }
};

/// The order with what was written on the line: selection, --yes, --dry-run, --json.
change_order read_change(arguments::value_reader& given, change_order what);

/// What becomes of an order that was given.
using after_order = std::function<result<int>(const answer&)>;

/// On a terminal, asks whether to go on, unless that was said before. False: a person said no, and is told that nothing
/// was changed.
bool confirmed(const std::string& what_happens, bool yes, terminal::terminal& to);

/// On a terminal, says what will happen and asks; then gives the order and leaves its answer to `after`. What is ordered
/// by force is asked for once more, with what it writes over; where nobody can be asked it needs --yes. A dry run
/// prints the count and ends there. 1: a person said no; 2: --yes is missing.
result<int> give(client::admin_access& node, const change_order& what, terminal::terminal& to,
                 const after_order& after);

/// "3 dead letters discarded".
after_order print_count(const change_order& what, terminal::terminal& to);

}  // namespace acumage::commands
