// The commands with their flags, help and examples, as CLI11 knows them; included by .cpp files only.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace acumage::arguments {

/// What was written behind the flags, unchecked: only one command is read, so they share their places.
struct given_values {
  std::string config;
  std::string admin_url;
  std::string intake_url;
  std::string token_file;
  bool json = false;
  bool watch = false;
  std::string interval;

  std::string entity;
  std::string key;
  std::string letter_class;
  std::string state;
  std::string status;
  std::string text;
  std::string outcome;
  std::string since;
  std::string until;
  std::vector<std::string> ids;
  std::string limit;
  std::string cursor;
  bool all = false;
  bool dry_run = false;
  bool force = false;
  bool no_wait = false;
  std::string note;
  bool yes = false;
  bool then_replay = false;
  std::string file;

  std::string family;
  bool changes = false;

  std::string rate;
  bool baseline = false;
  std::string client_certificate;
  std::string client_key;
  std::vector<std::string> operands;
  std::string per_file;
  bool keep = false;
};

/// Name, version and every command; what is read goes to `into`, which must live as long as `app`.
void make_app(CLI::App& app, given_values& into);

}  // namespace acumage::arguments
