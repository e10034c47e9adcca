#include "simulator/sales/columns.hpp"

namespace acumage::simulator {

const record_columns& order_columns() {
  static const record_columns all{R"(
adjustment_negative:n adjustment_positive:n applied_rule_ids:t base_adjustment_negative:n
base_adjustment_positive:n base_currency_code:t base_discount_amount:n base_discount_canceled:n
base_discount_invoiced:n base_discount_refunded:n base_grand_total:n!
base_discount_tax_compensation_amount:n base_discount_tax_compensation_invoiced:n
base_discount_tax_compensation_refunded:n base_shipping_amount:n base_shipping_canceled:n
base_shipping_discount_amount:n base_shipping_discount_tax_compensation_amnt:n
base_shipping_incl_tax:n base_shipping_invoiced:n base_shipping_refunded:n
base_shipping_tax_amount:n base_shipping_tax_refunded:n base_subtotal:n base_subtotal_canceled:n
base_subtotal_incl_tax:n base_subtotal_invoiced:n base_subtotal_refunded:n base_tax_amount:n
base_tax_canceled:n base_tax_invoiced:n base_tax_refunded:n base_total_canceled:n base_total_due:n
base_total_invoiced:n base_total_invoiced_cost:n base_total_offline_refunded:n
base_total_online_refunded:n base_total_paid:n base_total_qty_ordered:n base_total_refunded:n
base_to_global_rate:n base_to_order_rate:n billing_address_id:i can_ship_partially:i
can_ship_partially_item:i coupon_code:t created_at:t customer_dob:t customer_email:t!
customer_firstname:t customer_gender:i customer_group_id:i customer_id:i customer_is_guest:i
customer_lastname:t customer_middlename:t customer_note:t customer_note_notify:i customer_prefix:t
customer_suffix:t customer_taxvat:t discount_amount:n discount_canceled:n discount_description:t
discount_invoiced:n discount_refunded:n edit_increment:i email_sent:i entity_id:i
ext_customer_id:t ext_order_id:t forced_shipment_with_invoice:i global_currency_code:t
grand_total:n! discount_tax_compensation_amount:n discount_tax_compensation_invoiced:n
discount_tax_compensation_refunded:n hold_before_state:t hold_before_status:t increment_id:t
is_virtual:i order_currency_code:t original_increment_id:t payment_authorization_amount:n
payment_auth_expiration:i protect_code:t quote_address_id:i quote_id:i relation_child_id:t
relation_child_real_id:t relation_parent_id:t relation_parent_real_id:t remote_ip:t
shipping_amount:n shipping_canceled:n shipping_description:t shipping_discount_amount:n
shipping_discount_tax_compensation_amount:n shipping_incl_tax:n shipping_invoiced:n
shipping_refunded:n shipping_tax_amount:n shipping_tax_refunded:n state:t status:t
store_currency_code:t store_id:i store_name:t store_to_base_rate:n store_to_order_rate:n
subtotal:n subtotal_canceled:n subtotal_incl_tax:n subtotal_invoiced:n subtotal_refunded:n
tax_amount:n tax_canceled:n tax_invoiced:n tax_refunded:n total_canceled:n total_due:n
total_invoiced:n total_item_count:i total_offline_refunded:n total_online_refunded:n total_paid:n
total_qty_ordered:n total_refunded:n updated_at:t weight:n x_forwarded_for:t items:j!
billing_address:j payment:j status_histories:j extension_attributes:j)"};
  return all;
}

const record_columns& order_item_columns() {
  static const record_columns all{R"(
additional_data:t amount_refunded:n applied_rule_ids:t base_amount_refunded:n base_cost:n
base_discount_amount:n base_discount_invoiced:n base_discount_refunded:n
base_discount_tax_compensation_amount:n base_discount_tax_compensation_invoiced:n
base_discount_tax_compensation_refunded:n base_original_price:n base_price:n base_price_incl_tax:n
base_row_invoiced:n base_row_total:n base_row_total_incl_tax:n base_tax_amount:n
base_tax_before_discount:n base_tax_invoiced:n base_tax_refunded:n base_weee_tax_applied_amount:n
base_weee_tax_applied_row_amnt:n base_weee_tax_disposition:n base_weee_tax_row_disposition:n
created_at:t description:t discount_amount:n discount_invoiced:n discount_percent:n
discount_refunded:n event_id:i ext_order_item_id:t free_shipping:i gw_base_price:n
gw_base_price_invoiced:n gw_base_price_refunded:n gw_base_tax_amount:n
gw_base_tax_amount_invoiced:n gw_base_tax_amount_refunded:n gw_id:i gw_price:n gw_price_invoiced:n
gw_price_refunded:n gw_tax_amount:n gw_tax_amount_invoiced:n gw_tax_amount_refunded:n
discount_tax_compensation_amount:n discount_tax_compensation_canceled:n
discount_tax_compensation_invoiced:n discount_tax_compensation_refunded:n is_qty_decimal:i
is_virtual:i item_id:i locked_do_invoice:i locked_do_ship:i name:t no_discount:i order_id:i
original_price:n parent_item_id:i price:n price_incl_tax:n product_id:i product_type:t
qty_backordered:n qty_canceled:n qty_invoiced:n qty_ordered:n qty_refunded:n qty_returned:n
qty_shipped:n quote_item_id:i row_invoiced:n row_total:n row_total_incl_tax:n row_weight:n sku:t
store_id:i tax_amount:n tax_before_discount:n tax_canceled:n tax_invoiced:n tax_percent:n
tax_refunded:n updated_at:t weee_tax_applied:t weee_tax_applied_amount:n
weee_tax_applied_row_amount:n weee_tax_disposition:n weee_tax_row_disposition:n weight:n
parent_item:j product_option:j extension_attributes:j)"};
  return all;
}

const record_columns& order_address_columns() {
  static const record_columns all{R"(
address_type:t city:t company:t country_id:t customer_address_id:i customer_id:i email:t
entity_id:i fax:t firstname:t lastname:t middlename:t parent_id:i postcode:t prefix:t region:t
region_code:t region_id:i street:j suffix:t telephone:t vat_id:t vat_is_valid:i vat_request_date:t
vat_request_id:t vat_request_success:i extension_attributes:j)"};
  return all;
}

const record_columns& shipping_total_columns() {
  static const record_columns all{R"(
base_shipping_amount:n base_shipping_canceled:n base_shipping_discount_amount:n
base_shipping_discount_tax_compensation_amnt:n base_shipping_incl_tax:n base_shipping_invoiced:n
base_shipping_refunded:n base_shipping_tax_amount:n base_shipping_tax_refunded:n shipping_amount:n
shipping_canceled:n shipping_discount_amount:n shipping_discount_tax_compensation_amount:n
shipping_incl_tax:n shipping_invoiced:n shipping_refunded:n shipping_tax_amount:n
shipping_tax_refunded:n extension_attributes:j)"};
  return all;
}

const record_columns& payment_columns() {
  static const record_columns all{R"(
account_status:t! additional_data:t additional_information:j! address_status:t amount_authorized:n
amount_canceled:n amount_ordered:n amount_paid:n amount_refunded:n anet_trans_method:t
base_amount_authorized:n base_amount_canceled:n base_amount_ordered:n base_amount_paid:n
base_amount_paid_online:n base_amount_refunded:n base_amount_refunded_online:n
base_shipping_amount:n base_shipping_captured:n base_shipping_refunded:n cc_approval:t
cc_avs_status:t cc_cid_status:t cc_debug_request_body:t cc_debug_response_body:t
cc_debug_response_serialized:t cc_exp_month:t cc_exp_year:t cc_last4:t! cc_number_enc:t cc_owner:t
cc_secure_verify:t cc_ss_issue:t cc_ss_start_month:t cc_ss_start_year:t cc_status:t
cc_status_description:t cc_trans_id:t cc_type:t echeck_account_name:t echeck_account_type:t
echeck_bank_name:t echeck_routing_number:t echeck_type:t entity_id:i last_trans_id:t method:t!
parent_id:i po_number:t protection_eligibility:t quote_payment_id:i shipping_amount:n
shipping_captured:n shipping_refunded:n extension_attributes:j)"};
  return all;
}

const record_columns& status_history_columns() {
  static const record_columns all{R"(
comment:t! created_at:t entity_id:i entity_name:t is_customer_notified:i! is_visible_on_front:i!
parent_id:i! status:t extension_attributes:j)"};
  return all;
}

const record_columns& shipment_columns() {
  static const record_columns all{R"(
billing_address_id:i created_at:t customer_id:i email_sent:i entity_id:i increment_id:t
order_id:i! packages:j shipment_status:i shipping_address_id:i shipping_label:t store_id:i
total_qty:n total_weight:n updated_at:t items:j! tracks:j! comments:j! extension_attributes:j)"};
  return all;
}

const record_columns& shipment_item_columns() {
  static const record_columns all{R"(
additional_data:t description:t entity_id:i name:t parent_id:i price:n product_id:i row_total:n
sku:t weight:n extension_attributes:j order_item_id:i! qty:n!)"};
  return all;
}

const record_columns& track_columns() {
  static const record_columns all{R"(
order_id:i! created_at:t entity_id:i parent_id:i! updated_at:t weight:n! qty:n! description:t!
extension_attributes:j track_number:t! title:t! carrier_code:t!)"};
  return all;
}

const record_columns& sales_comment_columns() {
  static const record_columns all{R"(
is_customer_notified:i! parent_id:i! extension_attributes:j comment:t! is_visible_on_front:i!
created_at:t entity_id:i)"};
  return all;
}

const record_columns& invoice_columns() {
  static const record_columns all{R"(
base_currency_code:t base_discount_amount:n base_grand_total:n
base_discount_tax_compensation_amount:n base_shipping_amount:n
base_shipping_discount_tax_compensation_amnt:n base_shipping_incl_tax:n base_shipping_tax_amount:n
base_subtotal:n base_subtotal_incl_tax:n base_tax_amount:n base_total_refunded:n
base_to_global_rate:n base_to_order_rate:n billing_address_id:i can_void_flag:i created_at:t
discount_amount:n discount_description:t email_sent:i entity_id:i global_currency_code:t
grand_total:n discount_tax_compensation_amount:n increment_id:t is_used_for_refund:i
order_currency_code:t order_id:i! shipping_address_id:i shipping_amount:n
shipping_discount_tax_compensation_amount:n shipping_incl_tax:n shipping_tax_amount:n state:i
store_currency_code:t store_id:i store_to_base_rate:n store_to_order_rate:n subtotal:n
subtotal_incl_tax:n tax_amount:n total_qty:n! transaction_id:t updated_at:t items:j! comments:j
extension_attributes:j)"};
  return all;
}

const record_columns& invoice_item_columns() {
  static const record_columns all{R"(
additional_data:t base_cost:n base_discount_amount:n base_discount_tax_compensation_amount:n
base_price:n base_price_incl_tax:n base_row_total:n base_row_total_incl_tax:n base_tax_amount:n
description:t discount_amount:n entity_id:i discount_tax_compensation_amount:n name:t parent_id:i
price:n price_incl_tax:n product_id:i row_total:n row_total_incl_tax:n sku:t tax_amount:n
extension_attributes:j order_item_id:i! qty:n!)"};
  return all;
}

const record_columns& new_shipment_item_columns() {
  static const record_columns all{"extension_attributes:j order_item_id:i qty:n"};
  return all;
}

const record_columns& new_track_columns() {
  static const record_columns all{"extension_attributes:j track_number:t title:t carrier_code:t"};
  return all;
}

const record_columns& new_comment_columns() {
  static const record_columns all{"extension_attributes:j comment:t is_visible_on_front:i"};
  return all;
}

const record_columns& new_package_columns() {
  static const record_columns all{"extension_attributes:j"};
  return all;
}

const record_columns& arguments_columns() {
  static const record_columns all{"extension_attributes:j"};
  return all;
}

}  // namespace acumage::simulator
