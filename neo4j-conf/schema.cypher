// Written by `make docs`; do not edit. The constraints of the graph, one a label: the key is unique, and found by it.
// The program makes them itself before it loads; an administrator can make them beforehand with this file.

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
CREATE CONSTRAINT `Approval_key` IF NOT EXISTS FOR (n:`Approval`) REQUIRE n.`key` IS UNIQUE;
CREATE CONSTRAINT `Filing_key` IF NOT EXISTS FOR (n:`Filing`) REQUIRE n.`key` IS UNIQUE;
