@C7 @wip
Feature: C7 Partners and the public see aggregates only
  Small numbers are suppressed.

  Scenario: A department of three
    Given three people of one department used the service
    Then the dashboard shows no number for it, nor can one be worked out
