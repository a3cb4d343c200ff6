// Written by `make docs`; do not edit. The constraints of the graph, one a label (the key is unique, and found by it),
// and the indexes that rules join by. The program makes them itself; an administrator can make them with this file.

CREATE CONSTRAINT `Store_key` IF NOT EXISTS FOR (n:`Store`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Person_key` IF NOT EXISTS FOR (n:`Person`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Household_key` IF NOT EXISTS FOR (n:`Household`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `BenefitFile_key` IF NOT EXISTS FOR (n:`BenefitFile`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Village_key` IF NOT EXISTS FOR (n:`Village`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Town_key` IF NOT EXISTS FOR (n:`Town`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `BankAccount_key` IF NOT EXISTS FOR (n:`BankAccount`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Program_key` IF NOT EXISTS FOR (n:`Program`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Payment_key` IF NOT EXISTS FOR (n:`Payment`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Organization_key` IF NOT EXISTS FOR (n:`Organization`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `LedgerEntry_key` IF NOT EXISTS FOR (n:`LedgerEntry`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Contract_key` IF NOT EXISTS FOR (n:`Contract`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Invoice_key` IF NOT EXISTS FOR (n:`Invoice`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `LabourDay_key` IF NOT EXISTS FOR (n:`LabourDay`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Investigator_key` IF NOT EXISTS FOR (n:`Investigator`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Approval_key` IF NOT EXISTS FOR (n:`Approval`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Filing_key` IF NOT EXISTS FOR (n:`Filing`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Flow_key` IF NOT EXISTS FOR (n:`Flow`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Vehicle_key` IF NOT EXISTS FOR (n:`Vehicle`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `House_key` IF NOT EXISTS FOR (n:`House`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Certificate_key` IF NOT EXISTS FOR (n:`Certificate`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Custody_key` IF NOT EXISTS FOR (n:`Custody`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Post_key` IF NOT EXISTS FOR (n:`Post`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `PostWage_key` IF NOT EXISTS FOR (n:`PostWage`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `TaxYear_key` IF NOT EXISTS FOR (n:`TaxYear`) REQUIRE n.`key` IS UNIQUE;
CREATE INDEX `Person_name_key` IF NOT EXISTS FOR (n:`Person`) ON (n.`name_key`);
CREATE INDEX `BankAccount_canonical` IF NOT EXISTS FOR (n:`BankAccount`) ON (n.`canonical`);
CREATE INDEX `Payment_recipient` IF NOT EXISTS FOR (n:`Payment`) ON (n.`recipient`);
CREATE INDEX `Payment_account` IF NOT EXISTS FOR (n:`Payment`) ON (n.`account`);
CREATE INDEX `Payment_canonical` IF NOT EXISTS FOR (n:`Payment`) ON (n.`canonical`);
CREATE INDEX `LedgerEntry_payee` IF NOT EXISTS FOR (n:`LedgerEntry`) ON (n.`payee`);
CREATE INDEX `LedgerEntry_account` IF NOT EXISTS FOR (n:`LedgerEntry`) ON (n.`account`);
CREATE INDEX `LedgerEntry_voucher` IF NOT EXISTS FOR (n:`LedgerEntry`) ON (n.`voucher`);
CREATE INDEX `Contract_no` IF NOT EXISTS FOR (n:`Contract`) ON (n.`no`);
CREATE INDEX `Approval_applicant` IF NOT EXISTS FOR (n:`Approval`) ON (n.`applicant`);
