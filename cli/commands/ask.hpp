// What commands that ask a node have in common: opening it, printing its answer, reporting errors.
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

/// Returns the exit code.
using question = std::function<result<int>(client::admin_access&, terminal::terminal&)>;

/// Asks the selected node if it is running, otherwise its data folder.
arguments::action on_admin(const arguments::value_reader& given, folder::folder_use use,
                           question ask);
/// The same for what only a running node knows.
arguments::action on_node(const arguments::value_reader& given, question ask);

/// An answer that has been read.
class answer {
 public:
  static result<answer> of(client::admin_access& from, const result<client::http_reply>& reply);

  const std::string& json() const { return parts_->json; }
  const acumatica::json_node& root() const { return *parts_->root; }
  std::uint64_t count() const { return client::count_of(root(), "count"); }
  /// Prints the JSON unchanged, or `text`; returns 0.
  int print(arguments::output_form form, const std::string& text, terminal::terminal& to) const;

 private:
  struct parts {
    std::string json;
    client::json_document document;
    const acumatica::json_node* root = nullptr;
  };
  std::unique_ptr<parts> parts_;  // the nodes refer to the text, which must not move
};

/// An order to change something.
struct change_order {
  std::string path;              ///< of the POST
  api::name_values values = {};  ///< the selection and the options
  std::string counted = {};      ///< "dead letter"
  std::string becomes = {};      ///< "discarded"
  std::string warning = {};      ///< a sentence about what cannot be undone; empty: everything can
  bool yes = false;              ///< without a question
  bool dry_run = false;
  arguments::output_form form = arguments::output_form::text;

  folder::folder_use use() const {
    return dry_run ? folder::folder_use::look : folder::folder_use::change;
  }
};

/// The order as given on the command line: selection, --yes, --dry-run, --json.
change_order read_change(arguments::value_reader& given, change_order what);

/// Handles the answer to an order.
using after_order = std::function<result<int>(const answer&)>;

/// On a terminal, asks whether to continue, unless --yes was given. False: a person said no and was
/// informed that nothing was changed.
bool confirmed(const std::string& what_happens, bool yes, terminal::terminal& to);

/// On a terminal, says what will happen and asks; then gives the order and passes its answer to
/// `after`. A forced order needs a second confirmation, which shows what it overwrites; without a
/// terminal it needs --yes. A dry run only prints the count. Returns 1 if a person said no, 2 if
/// --yes is missing.
result<int> give(client::admin_access& node, const change_order& what, terminal::terminal& to,
                 const after_order& after);

/// "3 dead letters discarded".
after_order print_count(const change_order& what, terminal::terminal& to);

}  // namespace acumage::commands
