@D19 @wip
Feature: D19 A changed policy is posted with its date
  Notices are made from the enforced policy, and which version a person saw is kept.

  Scenario: Policy and notice cannot differ
    When a retention period changes in the policy
    Then the notice shows it with an "Updated" date, and earlier versions stay readable
