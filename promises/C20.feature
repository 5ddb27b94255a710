@C20 @wip
Feature: C20 Affiliates see a case while it is theirs
  Vetting and reviews are current.

  Scenario: An expired vetting
    Given an affiliate's vetting ran out yesterday
    Then the affiliate's cases are closed to them
