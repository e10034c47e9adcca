#include "settings/secrets.hpp"

#include "settings/text.hpp"
#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <type_traits>

using namespace acumage;
using namespace acumage::settings;
using namespace acumage::tests;

namespace {

struct folder_with_config {
  temp_dir folder;
  std::map<std::string, std::string> environment;
  std::vector<std::string> overrides;

  loaded load(const std::string& text) const {
    write_file(folder / "config.ini", text);
    return load_settings({(folder / "config.ini").string(), overrides, environment});
  }
  std::string token(const std::string& text) const {
    const auto done = load(text);
    return done.value ? done.value->connection.bearer_token.reveal()
                      : "(" + lines(done.findings).at(0) + ")";
  }
};

template <class T>
concept printable = requires(std::ostream& out, const T& value) {
  out << value;
};

}  // namespace

static_assert(!printable<secret>);
static_assert(!std::is_convertible_v<secret, std::string>);
static_assert(!std::is_convertible_v<secret, std::string_view>);

TEST_CASE("secrets: a file beside the settings is read, a last newline trimmed") {
  const folder_with_config with;
  const std::string config = "[connection]\nbearer_token_file = token\n";
  for (const auto* text : {"abc", "abc\n", "abc\r\n"}) {
    write_file(with.folder / "token", text);
    CHECK(with.token(config) == "abc");
  }
  CHECK(with.token("[connection]\nbearer_token_file = " + (with.folder / "token").string() +
                   "\n") == "abc");
}

TEST_CASE("secrets: the file that one was read from is told, and which line or variable named it") {
  folder_with_config with;
  write_file(with.folder / "token", "abc");
  const auto source = [&](const std::string& text) {
    return settings_in_force(with.load(text).value.value()).at("connection.bearer_token").source;
  };
  const auto line = (with.folder / "config.ini").string() + ":2";
  CHECK(source("[connection]\nbearer_token = abc\n") == line);
  CHECK(source("[connection]\nbearer_token_file = token\n") ==
        line + ", file " + (with.folder / "token").string());
  with.environment["ACUMAGE__CONNECTION__BEARER_TOKEN_FILE"] = "token";
  CHECK(source("") ==
        "ACUMAGE__CONNECTION__BEARER_TOKEN_FILE, file " + (with.folder / "token").string());
  with.environment["ACUMAGE__CONNECTION__BEARER_TOKEN"] = "xyz";
  with.environment.erase("ACUMAGE__CONNECTION__BEARER_TOKEN_FILE");
  CHECK(source("[connection]\nbearer_token_file = token\n") == "ACUMAGE__CONNECTION__BEARER_TOKEN");
}

TEST_CASE("secrets: a bare name is looked for among the credentials, too") {
  folder_with_config with;
  const temp_dir credentials;
  with.environment["CREDENTIALS_DIRECTORY"] = credentials.path().string();
  write_file(credentials / "magento", "from-credentials\n");
  CHECK(with.token("[connection]\nbearer_token_file = magento\n") == "from-credentials");
  CHECK(with.token("[connection]\nbearer_token_file = ./magento\n").find("cannot be read") !=
        std::string::npos);
  std::filesystem::create_directory(with.folder / "credentials");
  write_file(with.folder / "credentials" / "magento", "its-source");
  CHECK(with.token("[connection]\nbearer_token_file = magento\n") == "from-credentials");
  with.environment.clear();
  CHECK(with.token("[connection]\nbearer_token_file = magento\n") == "its-source");
  write_file(with.folder / "magento", "beside");
  CHECK(with.token("[connection]\nbearer_token_file = magento\n") == "beside");
}

TEST_CASE("secrets: a file that cannot be, is empty, huge or a folder is an error with its path") {
  const folder_with_config with;
  const auto refused = [&](const std::string& name, const std::string& words) {
    const auto done = with.load("[connection]\nbearer_token_file = " + name + "\n");
    return has_error(done, (with.folder / name).string() + " " + words);
  };
  CHECK(refused("absent", "cannot be read: not found"));
  write_file(with.folder / "empty", "\n");
  CHECK(refused("empty", "is empty"));
  write_file(with.folder / "huge", std::string(70'000, 'x'));
  CHECK(refused("huge", "is too large"));
  std::filesystem::create_directory(with.folder / "folder");
  CHECK(refused("folder", "cannot be read: it is a folder"));
}

TEST_CASE("secrets: value and file from one source are an error, a later source replaces either") {
  folder_with_config with;
  write_file(with.folder / "token", "from-file");
  write_file(with.folder / "other", "from-other");
  const std::string by_file = "[connection]\nbearer_token =\nbearer_token_file = token\n";
  CHECK(with.token(by_file) == "from-file");
  CHECK(has_error(with.load("[connection]\nbearer_token = x\nbearer_token_file = token\n"),
                  "connection.bearer_token and connection.bearer_token_file are both set"));
  with.environment["ACUMAGE__CONNECTION__BEARER_TOKEN"] = "from-environment";
  CHECK(with.token(by_file) == "from-environment");
  with.overrides = {"--connection.bearer_token_file=other"};
  CHECK(with.token(by_file) == "from-other");
  with.overrides = {"--connection.bearer_token="};
  CHECK(with.token(by_file) == "");
  with.environment["ACUMAGE__CONNECTION__BEARER_TOKEN_FILE"] = "token";
  CHECK(has_error(with.load("[queue]\n"), "are both set"));
}

TEST_CASE(
    "secrets: the confirmation must be the same when it is given [setting "
    "connection.confirm_bearer_token]") {
  CHECK(load_text("[connection]\nbearer_token = a\nconfirm_bearer_token = a\n").value);
  CHECK(load_text("[connection]\nbearer_token = a\n").value);
  CHECK(has_error(load_text("[connection]\nbearer_token = a\nconfirm_bearer_token = b\n"),
                  "differs from connection.bearer_token"));
  CHECK(has_error(load_text("[connection]\nconfirm_bearer_token = b\n"), "differs"));
}

TEST_CASE("secrets: what no header can carry is refused") {
  const folder_with_config with;
  const std::string config = "[connection]\nbearer_token_file = token\n";
  for (const auto& bad :
       std::vector<std::string>{"s3\r\ncr3t", "s3\ncr3t\n\n", "s3\tcr3t",
                                std::string{"s3\0cr3t", 7}, "s3 cr3t", "s3cr3té"}) {
    write_file(with.folder / "token", bad);
    const auto done = with.load(config);
    CHECK(has_error(done, "connection.bearer_token holds c"));
    for (const auto& line : lines(done.findings)) CHECK(line.find("cr3t") == std::string::npos);
  }
  CHECK(load_text("[intake]\nheader_value = two words\n").value);
  CHECK(has_error(load_text("[admin]\ntoken = two words\n"), "admin.token holds"));
}

TEST_CASE("secrets: one on the command line is warned of, its file is not") {
  CHECK(
      has_warning(load_overrides({"--connection.bearer_token=abc"}), "expected bearer_token_file"));
  CHECK(load_overrides({"--connection.bearer_token="}).findings.empty());
}

TEST_CASE("secrets: none is ever in findings, listing or reload plan, whatever else is wrong") {
  const std::string mark = "s3cr3t";
  std::string text;
  for (const auto& section : settings_table()) {
    std::string keys;
    for (const auto& key : section.keys)
      if (key.kind == value_kind::secret) keys += std::string{key.name} + " = " + mark + "\n";
    if (!keys.empty()) text += "[" + std::string{section.name} + "]\n" + keys;
  }
  CHECK(std::count(text.begin(), text.end(), '=') == 13);

  const auto clean = [&](const std::string& output) {
    return output.find(mark) == std::string::npos;
  };
  const auto wrong =
      load_text(text +
                    "[connection]\nbearer_tokn = s3cr3t\nbearer_token = s3cr3t\n"
                    "confirm_bearer_token_file = /no/such\n s3cr3t\n",
                {.file = {},
                 .overrides = {"--connection.bearer_tokn=s3cr3t", "--conection.bearer_token=s3cr3t",
                               "--bearer_token=s3cr3t", "--admin.token=s3cr3t\n"},
                 .environment = {{"ACUMAGE__ADMIN__TOKN", "s3cr3t"},
                                 {"ACUMAGE__INTAKE__HEADER_VALUE", "s3cr3t\x01"}}});
  CHECK_FALSE(wrong.value);
  CHECK(wrong.findings.size() > 8);
  CHECK(clean(check_config("config.ini", wrong.findings)));

  acumage::settings::settings with;
  for (const auto& section : settings_table())
    for (const auto& key : section.keys)
      if (key.kind == value_kind::secret) key.set(with, secret{mark});
  for (const auto& [key, value] : list_settings(with)) CHECK(clean(value));
  CHECK(list_settings(with).at("connection.bearer_token") == "set");
  CHECK(list_settings({}).at("connection.bearer_token") == "unset");
  auto other = with;
  other.connection.bearer_token = secret{mark + "2"};
  for (const auto& [now, next] : {std::pair{acumage::settings::settings{}, with},
                                  {with, acumage::settings::settings{}},
                                  {with, other}}) {
    const auto plan = plan_reload(now, next);
    CHECK_FALSE(plan.changed.empty());
    for (const auto& line : plan.changed) CHECK(clean(line));
  }
}
