@C5
Feature: C5 Data go to nobody who is not in the register of recipients
  The register names each recipient, what binds it, its reason in law, and what it may have for which purpose.

  Scenario: The notice names each recipient, what it gets, what binds it, and the reason in law
    Then the notice names "The healthcare portal that sent you here" as a recipient, with what it gets, what binds it and the reason in law

  Scenario: A recipient nobody registered
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator changes purposes.yaml from "recipient: client" to "recipient: newspaper"
    Then the check names purposes.yaml, the line, and says "`newspaper` of `share_with_client` is not in recipients.yaml"
    And the policy in force stays, and the attempt is on record

  Scenario: What the register leaves out is not passed on, whatever the switches say
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator leaves portals only sleep in the register
    Then Harbour Clinic gets none of Maria's heart rate there
    But Maria sees her heart rate there

  Scenario: A recipient of another territory gets nothing
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator registers portals for the territory uk alone
    Then Harbour Clinic gets none of Maria's heart rate there
