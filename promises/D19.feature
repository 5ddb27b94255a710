@D19
Feature: D19 A changed policy is posted with its date
  Notices are made from the enforced policy, edition by edition, and which of them a person saw is kept.

  Scenario: Policy and notice cannot differ
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    And Maria was shown the notice there
    When 3 days pass there
    And its operator changes credentials.yaml from "title: Your session, life: PT60M, idle: PT60M" to "title: Your session, life: PT30M, idle: PT30M"
    And the change is taken
    Then the notice there says "Your session lasts at most 30 minutes", updated that day, as edition 2
    And edition 1 is still there and says "Your session lasts at most 1 hour"
    And its history says what came and what went
    And a new session of Maria there lasts 30 minutes
    And Maria is told there what changed since the edition she was shown
    When Maria is shown the notice there
    Then both editions are kept as shown to Maria there, with their times
    And the audit log there names both policies, each from its time on

  Scenario: A change that says nothing new to people makes no new edition
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator changes statistics.yaml from "cell_min: 8" to "cell_min: 10"
    And the change is taken
    Then the notice there is still edition 1

  Scenario: A sentence without a rule is refused
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator changes notices/privacy.en.yaml from "You reach it at {mail}." to "We take your privacy seriously."
    Then the check names notices/privacy.en.yaml, the line, and says "holds nothing of a rule"
    And the policy in force stays, and the attempt is on record

  Scenario: What a change means is told before it is made
    Then the comparison of two policies says "What is kept by the rule `audit_log` will be kept 2 years longer" and that people must be told
