@S8 @wip
Feature: S8 Client data go to the Client or its contracted partner, encrypted
  Exports are encrypted to the recipient's key.

  Scenario: A wrong key
    When an export for Harbour Clinic is opened with another key
    Then it does not open, and a partner without a grant cannot be chosen
