@D17
Feature: D17 Children are protected
  Nobody under 13 without a parent's consent, and nobody under the age the policy sets; what is found is removed.

  Scenario: A child is not registered without a guardian
    When Harbour Clinic registers a child of 12 without a guardian
    Then that is refused, and nothing of the child is stored

  Scenario: With a guardian, who decides
    Given Nora, who is 12, is a Member of Harbour Clinic with a parent on file
    When Nora comes in alone and allows something
    Then Nora is told that a guardian decides with her
    When Nora's parent comes in by Harbour Clinic's link and allows her heart rate
    Then the record says that a parent captured it, on which evidence
    And the parent sees none of Nora's data
    And the operator's list of the young names Nora as child

  Scenario: A birth date that is found later
    Given Nora, of whose age nothing is known, has connected direct measurements and shares her heart rate with Harbour Clinic
    When Harbour Clinic learns that Nora is 12
    Then Nora's data are removed, the account is closed and Harbour Clinic is told

  Scenario: Somebody of 17 who had decided alone
    Given Nora, of whose age nothing is known, has connected direct measurements and shares her heart rate with Harbour Clinic
    When Harbour Clinic learns that Nora is 17
    Then Nora's data are removed, the account is closed and Harbour Clinic is told

  Scenario: The age that the policy sets, changed while the server runs
    Given an installation of its own in the region uk, where Maria shares her heart rate with Harbour Clinic
    Then somebody of 14 can be registered there
    When its operator changes ages.yaml from "guardian_below: 13" to "guardian_below: 15"
    And the change is taken
    Then somebody of 14 cannot be registered there without a guardian
