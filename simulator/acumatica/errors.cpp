#include "simulator/acumatica/errors.hpp"

#include "messages/json_text.hpp"

namespace acumage::simulator::acumatica {
namespace {

answer page(int status, const std::string& title, const std::string& text) {
  return {.status = status,
          .body = "<!DOCTYPE html>\r\n<html><head><title>" + title + "</title></head>\r\n<body>" +
                  text + "</body></html>\r\n",
          .content_type = html_type};
}

}  // namespace

answer exception_answer(int status, std::string_view message, std::string_view type) {
  json_writer json;
  json.object().key("message").string("An error has occurred.");
  json.key("exceptionMessage").string(message).key("exceptionType").string(type);
  json.key("stackTrace").string("   at PX.Api.ContractBased.Soap.EntityGate.Invoke()").end();
  return {.status = status, .body = json.take()};
}

answer no_entity() {
  return exception_answer(500, "No entity satisfies the condition.",
                          "PX.Api.ContractBased.NoEntitySatisfiesTheConditionException");
}

answer cannot_optimize(std::string_view entity_name, std::string_view field_names) {
  return exception_answer(
      500,
      "Optimization cannot be performed. The following fields cause the error:\r\n" +
          std::string{entity_name} + ": " + std::string{field_names} + " (BQL delegate)\r\n",
      "PX.Api.ContractBased.OptimizedExport.CannotOptimizeException");
}

answer login_limit(int status) {
  return exception_answer(status, "API Login Limit", "PX.Data.PXException");
}

answer not_signed_in() {
  return {.status = 401, .body = R"({"message":"You are not logged in."})"};
}

answer too_many_requests() {
  return {.status = 429, .body = R"({"message":"Too many requests."})"};
}

answer forbidden(std::string_view form) {
  json_writer json;
  json.object().key("message").string("You have insufficient rights to access the " +
                                      std::string{form} + " form.");
  json.end();
  return {.status = 403, .body = json.take()};
}

answer login_page() {
  return page(200, "Acumatica",
              "<form method=\"post\" action=\"./Login.aspx\"><input name=\"txtUser\"/><input "
              "name=\"txtPass\" type=\"password\"/></form>");
}

answer not_found() {
  return page(404, "404 - File or directory not found.",
              "<h1>Server Error</h1><h2>404 - File or directory not found.</h2>");
}

answer length_required() {
  return page(411, "Length Required", "<h2>Length Required</h2><p>HTTP Error 411.</p>");
}

answer in_between(int status) {
  const std::string title = std::to_string(status) + " from the server in between";
  return page(status, title, "<h1>" + title + "</h1>");
}

answer without_body() { return {.status = 200, .body = {}}; }

}  // namespace acumage::simulator::acumatica
