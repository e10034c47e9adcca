#include "cli/commands/test_connection.hpp"

#include "cli/arguments/value_reader.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"
#include "erp/connection_test.hpp"
#include "magento/connection_test/connection_test.hpp"
#include "messages/json_text.hpp"
#include "node/node.hpp"
#include "node/options.hpp"
#include "node/pulling.hpp"
#include "node/store_questions.hpp"

namespace acumage::commands {

std::string report_text(const connection_report& report, bool colours) {
  std::string text;
  for (const auto& each : report.checks) {
    text += each.ok ? terminal::toned("ok  ", terminal::tone::good, colours)
                    : terminal::toned("FAIL", terminal::tone::bad, colours);
    text += " " + each.name + ": " + terminal::printable(each.detail) + "\n";
    if (!each.remedy.empty()) text += "       " + terminal::printable(each.remedy) + "\n";
  }
  return text;
}

std::string report_json(const connection_report& report) {
  json_writer json;
  json.object().key("ok").boolean(report.ok).key("checks").array();
  for (const auto& each : report.checks) {
    json.object().key("name").string(each.name).key("ok").boolean(each.ok);
    json.key("detail").string(each.detail).key("remedy").string(each.remedy).end();
  }
  return json.end().end().take();
}

namespace {

enum class neighbour { store, erp };

int print(const connection_report& report, arguments::output_form form, terminal::terminal& to) {
  if (form == arguments::output_form::json)
    to.out << report_json(report) << "\n";
  else
    to.out << report_text(report, to.colours);
  return report.ok ? 0 : 1;
}

/// A session of its own, beside that of a running node: it needs a second seat for a moment.
int test_erp(const settings::settings& with, const std::string& file, arguments::output_form form,
             terminal::terminal& to) {
  if (!node::pulls_from_erp(with)) {
    to.err << (file.empty() ? "settings" : file)
           << ": acumatica.url is empty; expected the address of the instance, such as "
              "https://erp.example.com/northwind\n";
    return 2;
  }
  auto how = node::erp_link_options_of(with);
  how.connection.session_file.clear();
  erp::connection_questions ask;
  for (const auto which : all_entities)
    if (const auto& inquiry = how.inquiries.at(index_of(which)); !inquiry.name.empty())
      ask.inquiries.emplace_back(std::string{to_string(which)}, inquiry);
  erp::client way{how.connection};
  return print(erp::test_connection(way, ask), form, to);
}

/// Returns 0 if all checks pass, 1 if one fails, 2 if the settings name no such neighbour.
int test(const arguments::settings_choice& choice, neighbour which, arguments::output_form form,
         terminal::terminal& to) {
  const auto from = sources_of(choice);
  const auto with = settings_of(from, findings_shown::errors, to);
  if (!with) return 2;
  if (which == neighbour::erp) return test_erp(*with, from.file, form, to);
  if (with->connection.magento_url.empty()) {
    to.err << (from.file.empty() ? "settings" : from.file)
           << ": connection.magento_url is empty; expected the store's address, such as "
              "https://shop.example.com\n";
    return 2;
  }
  const auto way = magento::connect(node::store_address_of(*with), nullptr);
  return print(magento::test_connection(*way, node::store_questions_of(*with)), form, to);
}

}  // namespace

arguments::command test_connection_command() {
  return {.name = "test-connection",
          .help =
              "Test the connection to the store, or to Acumatica, and print the remedy for each "
              "problem",
          .example =
              "acumage test-connection --config config.ini\n"
              "acumage test-connection --erp",
          .flags = {config_flag(),
                    {"--erp", "", "test the connection to Acumatica instead, and its inquiries"},
                    json_flag()},
          .read = [](arguments::value_reader& given) {
            const auto which = given.has("--erp") ? neighbour::erp : neighbour::store;
            return [from = given.settings(), which, form = given.form()](terminal::terminal& to) {
              return test(from, which, form, to);
            };
          }};
}

}  // namespace acumage::commands
