@C15
Feature: C15 What is told to clinicians does not reach the organisation
  By no role and no path.

  Background:
    Given Cora is a case manager of the house
    And Omar is a vetted affiliate of the house
    And Anna has sought help
    And Omar has Anna's case from Cora

  Scenario Outline: Every address, as somebody of the organisation
    Given Hans works in <role> of an employer
    When Hans asks every address of the service about Anna
    Then none of the answers holds what Anna told, or that she was ever here
    And every address of a case refuses Hans, just as for somebody who does not exist

    Examples:
      | role       |
      | HR         |
      | management |
