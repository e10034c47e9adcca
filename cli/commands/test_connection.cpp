#include "cli/commands/test_connection.hpp"

#include "cli/arguments/value_reader.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"
#include "magento/connection_test/connection_test.hpp"
#include "messages/json_text.hpp"
#include "node/node.hpp"
#include "node/options.hpp"
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

/// Returns 0 if all checks pass, 1 if one fails, 2 if the settings name no store.
int test(const arguments::settings_choice& choice, arguments::output_form form,
         terminal::terminal& to) {
  const auto from = sources_of(choice);
  const auto with = settings_of(from, findings_shown::errors, to);
  if (!with) return 2;
  if (with->connection.magento_url.empty()) {
    to.err << (from.file.empty() ? "settings" : from.file)
           << ": connection.magento_url is empty; expected the store's address, such as "
              "https://shop.example.com\n";
    return 2;
  }
  const auto way = magento::connect(node::store_address_of(*with), nullptr);
  const auto report = magento::test_connection(*way, node::store_questions_of(*with));
  if (form == arguments::output_form::json)
    to.out << report_json(report) << "\n";
  else
    to.out << report_text(report, to.colours);
  return report.ok ? 0 : 1;
}

}  // namespace

arguments::command test_connection_command() {
  return {.name = "test-connection",
          .help = "Test the connection to the store and print the remedy for each problem",
          .example = "acumage test-connection --config config.ini",
          .flags = {config_flag(), json_flag()},
          .read = [](arguments::value_reader& given) {
            return [from = given.settings(), form = given.form()](terminal::terminal& to) {
              return test(from, form, to);
            };
          }};
}

}  // namespace acumage::commands
